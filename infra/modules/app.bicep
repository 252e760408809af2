// The plan and the app: Flex Consumption, with our executable as custom handler.
@description('The app\'s name; it is part of its address.')
param name string

@description('The plan\'s name.')
param planName string

@description('Where they are.')
param location string

@description('Tags.')
param tags object

@description('The resource id of the app\'s identity.')
param identityId string

@description('The client id of the app\'s identity.')
param identityClientId string

@description('The storage account.')
param storageName string

@description('The address of its blobs, with a slash at the end.')
param storageBlobEndpoint string

@description('The container that holds the package.')
param packageContainer string

@description('The address of the vault.')
param vaultUri string

@description('Where telemetry goes. Opens nothing by itself: local authentication is off.')
param insightsConnectionString string

@description('Where the platform\'s own logs go.')
param workspaceId string

@description('The subnet of the app\'s way out; empty: none.')
param subnetId string

@description('How many instances are always ready.')
param alwaysReadyInstances int

@description('The most instances.')
param maximumInstanceCount int

@description('The memory of an instance in MB.')
param instanceMemoryMB int

@description('Origins that the platform answers preflights for.')
param corsAllowedOrigins array

@description('Scheme and host under which the world knows the app; empty: its name in Azure.')
param publicBaseUrl string

@description('How many proxies are to be believed.')
param trustedProxies int

@description('The Front Door through which alone the app is reached; empty: from everywhere.')
param frontDoorId string

@description('Whether lines may connect to private addresses.')
param allowPrivateNetworks bool

@description('How many days calls are kept.')
param retentionDays int

@description('Whether the simulated phone system is there.')
param simulator bool

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  // azd finds the app by this tag; the name is the service's in azure.yaml.
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      runtime: {
        name: 'custom'
        version: '1.0'
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storageBlobEndpoint}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyInstances == 0 ? [] : [
          {
            name: 'http'
            instanceCount: alwaysReadyInstances
          }
        ]
        triggers: {
          http: {
            perInstanceConcurrency: 16
          }
        }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      cors: {
        allowedOrigins: corsAllowedOrigins
      }
      // The tag alone lets in everybody's Front Door; the header says whose it is, and Front Door lets no visitor write it.
      ipSecurityRestrictionsDefaultAction: empty(frontDoorId) ? null : 'Deny'
      ipSecurityRestrictions: empty(frontDoorId) ? null : [
        {
          name: 'front-door'
          priority: 100
          action: 'Allow'
          tag: 'ServiceTag'
          ipAddress: 'AzureFrontDoor.Backend'
          headers: {
            'x-azure-fdid': [
              frontDoorId
            ]
          }
        }
      ]
      // azd deploys by way of the scm site.
      scmIpSecurityRestrictionsUseMain: empty(frontDoorId) ? null : false
      scmIpSecurityRestrictionsDefaultAction: empty(frontDoorId) ? null : 'Allow'
    }
  }

  // Neither APPLICATIONINSIGHTS_CONNECTION_STRING nor OTEL_EXPORTER_OTLP_ENDPOINT: the host's own telemetry records
  // addresses with their query, and those of some dialects hold keys and phone numbers.
  resource settings 'config' = {
    name: 'appsettings'
    properties: {
      AzureWebJobsStorage__accountName: storageName
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId
      AZURE_CLIENT_ID: identityClientId
      AzureWebJobsDisableHomepage: 'true'
      // The host logs each request below that, and each line of the app's console once more.
      AzureFunctionsJobHost__logging__logLevel__default: 'Warning'
      KeyVaultUri: vaultUri
      TrustedProxies: string(trustedProxies)
      AllowPrivateNetworks: string(allowPrivateNetworks)
      PublicBaseUrl: publicBaseUrl
      RetentionDays: string(retentionDays)
      Simulator__Enabled: string(simulator)
      Telemetry__ApplicationInsights: insightsConnectionString
      Telemetry__Credential: 'managedidentity'
    }
  }

  // Passwords for deployment are off: azd and the Core Tools come with a token.
  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }
}

// What the host logs, warnings and worse (the setting above): a mistake in the settings and a crash, which end the app before it
// can send telemetry, and why the host could not start it. What the app logs while it runs is in Application Insights.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'FunctionAppLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
