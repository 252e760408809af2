// Where the lines' secrets are. The app reads them with its identity, so a new version needs no restart.
@minLength(3)
@maxLength(24)
@description('The vault\'s name.')
param name string

@description('Where it is.')
param location string

@description('Tags.')
param tags object

@description('The object id of the app\'s identity.')
param identityPrincipalId string

@description('The object id of who writes secrets; empty: nobody.')
param operatorPrincipalId string

@description('What that is.')
param operatorPrincipalType string

@description('Where the audit log goes.')
param workspaceId string

@description('The subnet of private endpoints; empty: the vault is reached over the internet, with a token.')
param endpointSubnetId string

@description('The network that asks; empty without endpoints.')
param virtualNetworkId string

var roles = {
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  keyVaultSecretsOfficer: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
}

var isPrivate = !empty(endpointSubnetId)

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }
}

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, identityPrincipalId, roles.keyVaultSecretsUser)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser)
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource writer 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorPrincipalId)) {
  scope: vault
  name: guid(vault.id, operatorPrincipalId, roles.keyVaultSecretsOfficer)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsOfficer)
    principalId: operatorPrincipalId
    principalType: operatorPrincipalType
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AuditEvent'
        enabled: true
      }
    ]
  }
}

module endpoint 'endpoint.bicep' = if (isPrivate) {
  name: 'endpoint-vault'
  params: {
    name: 'pep-${name}'
    location: location
    tags: tags
    targetId: vault.id
    groupId: 'vault'
    zoneName: 'privatelink.vaultcore.azure.net'
    subnetId: endpointSubnetId
    virtualNetworkId: virtualNetworkId
  }
}

output name string = vault.name
output uri string = vault.properties.vaultUri
