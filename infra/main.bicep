// Everything that a Click2Call installation needs, in a resource group of its own.
targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('The name of the environment: it names the resource group and, hashed, everything in it.')
param environmentName string

@minLength(1)
@description('Where everything is. Flex Consumption is not in every region.')
@metadata({ azd: { type: 'location' } })
param location string

@description('The object id of who deploys: may write secrets, and read and write the app\'s data to import accounts. Empty: nobody but the app.')
param operatorPrincipalId string = ''

@allowed(['User', 'Group', 'ServicePrincipal'])
@description('What the operator is.')
param operatorPrincipalType string = 'User'

@minValue(0)
@maxValue(20)
@description('How many instances are always ready for visitors. 1 spares them the cold start, and costs money also when nobody calls; 0 does not.')
param alwaysReadyInstances int = 1

@minValue(40)
@maxValue(1000)
@description('The most instances that there may be; 40 is the least that the plan takes. Sleeping queue messages can inflate the scale-out, so leave it low.')
param maximumInstanceCount int = 40

@allowed([512, 2048, 4096])
@description('The memory of an instance in MB.')
param instanceMemoryMB int = 2048

@description('Origins of pages that send JSON or headers of their own, with commas between them. Empty: forms and the widget work, which need none. The platform answers preflights itself, so the app cannot.')
param corsAllowedOrigins string = ''

@description('Scheme and host under which the world knows the app, when that is not its name in Azure: some senders of webhooks sign it.')
param publicBaseUrl string = ''

@minValue(0)
@maxValue(10)
@description('How many proxies in front of the app are to be believed: 1 is the platform\'s own; 2 with Front Door or Application Gateway before it. Above 1 only where nobody reaches the app past the outer proxy, as they could claim any address: see frontDoorId.')
param trustedProxies int = 1

@maxLength(36)
@description('The id of the Front Door before the app (Front Door ID of its overview). Then the app is reached through that one alone; deployments still are not held to it. Empty: from everywhere.')
param frontDoorId string = ''

@description('Whether lines may connect to private addresses. Needs privateNetwork to be of use.')
param allowPrivateNetworks bool = false

@description('Whether the simulated phone system is there, which rings nobody: for a trial.')
param simulator bool = false

@description('Whether storage and Key Vault are only reached through a virtual network of our own. Costs private endpoints.')
param privateNetwork bool = false

@description('Where alerts are sent. Empty: they are only shown in the portal.')
param alertEmail string = ''

@minValue(1)
@maxValue(3660)
@description('For how many days calls are kept, unless their account says otherwise.')
param callRetentionDays int = 90

@minValue(30)
@maxValue(730)
@description('For how many days logs and telemetry are kept.')
param telemetryRetentionDays int = 30

@description('Tags for everything.')
param tags object = {}

var allTags = union(tags, { 'azd-env-name': environmentName })
var token = toLower(uniqueString(subscription().id, environmentName, location))

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: allTags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: 'id-click2call-${token}'
    location: location
    tags: allTags
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  name: 'network'
  scope: group
  params: {
    name: 'vnet-click2call-${token}'
    location: location
    tags: allTags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: 'log-click2call-${token}'
    insightsName: 'appi-click2call-${token}'
    location: location
    tags: allTags
    retentionDays: telemetryRetentionDays
    identityPrincipalId: identity.outputs.principalId
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'stc2c${token}'
    location: location
    tags: allTags
    identityPrincipalId: identity.outputs.principalId
    operatorPrincipalId: operatorPrincipalId
    operatorPrincipalType: operatorPrincipalType
    workspaceId: monitoring.outputs.workspaceId
    endpointSubnetId: privateNetwork ? network!.outputs.endpointSubnetId : ''
    virtualNetworkId: privateNetwork ? network!.outputs.virtualNetworkId : ''
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    name: 'kv-c2c-${token}'
    location: location
    tags: allTags
    identityPrincipalId: identity.outputs.principalId
    operatorPrincipalId: operatorPrincipalId
    operatorPrincipalType: operatorPrincipalType
    workspaceId: monitoring.outputs.workspaceId
    endpointSubnetId: privateNetwork ? network!.outputs.endpointSubnetId : ''
    virtualNetworkId: privateNetwork ? network!.outputs.virtualNetworkId : ''
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  scope: group
  params: {
    name: 'func-click2call-${token}'
    planName: 'plan-click2call-${token}'
    location: location
    tags: allTags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: storage.outputs.name
    storageBlobEndpoint: storage.outputs.blobEndpoint
    packageContainer: storage.outputs.packageContainer
    vaultUri: vault.outputs.uri
    insightsConnectionString: monitoring.outputs.connectionString
    workspaceId: monitoring.outputs.workspaceId
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    alwaysReadyInstances: alwaysReadyInstances
    maximumInstanceCount: maximumInstanceCount
    instanceMemoryMB: instanceMemoryMB
    corsAllowedOrigins: empty(corsAllowedOrigins) ? [] : split(corsAllowedOrigins, ',')
    publicBaseUrl: publicBaseUrl
    trustedProxies: trustedProxies
    frontDoorId: frontDoorId
    allowPrivateNetworks: allowPrivateNetworks
    retentionDays: callRetentionDays
    simulator: simulator
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    location: location
    tags: allTags
    insightsId: monitoring.outputs.insightsId
    alertEmail: alertEmail
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output CLICK2CALL_URL string = app.outputs.url
output CLICK2CALL_APP string = app.outputs.name
output CLICK2CALL_STORAGE string = storage.outputs.name
output CLICK2CALL_VAULT string = vault.outputs.name
