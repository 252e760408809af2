// The app's tables and queues, and the package it runs from. No key opens it.
@minLength(3)
@maxLength(24)
@description('The account\'s name.')
param name string

@description('Where it is.')
param location string

@description('Tags.')
param tags object

@description('The object id of the app\'s identity.')
param identityPrincipalId string

@description('The object id of who imports accounts; empty: nobody.')
param operatorPrincipalId string

@description('What that is.')
param operatorPrincipalType string

@description('Where diagnostics go.')
param workspaceId string

@description('The subnet of private endpoints; empty: the account is reached over the internet, with a token.')
param endpointSubnetId string

@description('The network that asks; empty without endpoints.')
param virtualNetworkId string

// Held against the code by a test: Click2Call.Functions.Calls.CallServices.
var tables = [
  'Accounts'
  'ApiKeys'
  'Calls'
  'Intents'
  'Slots'
  'Agents'
  'Agenda'
  'Deliveries'
  'FlowCalls'
  'DoNotCall'
  'Campaigns'
  'CampaignRecipients'
  'Simulator'
]

var queues = [
  'call-alarms'
  'call-alarms-poison'
  'late-events'
  'late-events-poison'
  'lead-fetches'
  'lead-fetches-poison'
  'events-out'
  'events-out-poison'
  'campaign-wakes'
  'campaign-wakes-poison'
]

var roles = {
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

var isPrivate = !empty(endpointSubnetId)
var container = 'app-package'

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_ZRS'
  }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }

  resource blobServices 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: {
        enabled: true
        days: 7
      }
    }

    resource package 'containers' = {
      name: container
    }
  }

  resource tableServices 'tableServices' = {
    name: 'default'

    resource table 'tables' = [for tableName in tables: {
      name: tableName
    }]
  }

  resource queueServices 'queueServices' = {
    name: 'default'

    resource queue 'queues' = [for queueName in queues: {
      name: queueName
    }]
  }
}

resource blobRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, identityPrincipalId, roles.storageBlobDataOwner)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataOwner)
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource queueRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, identityPrincipalId, roles.storageQueueDataContributor)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageQueueDataContributor)
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource tableRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, identityPrincipalId, roles.storageTableDataContributor)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageTableDataContributor)
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
  }
}

// Who imports accounts and looks at poisoned messages.
resource operatorTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorPrincipalId)) {
  scope: account
  name: guid(account.id, operatorPrincipalId, roles.storageTableDataContributor)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageTableDataContributor)
    principalId: operatorPrincipalId
    principalType: operatorPrincipalType
  }
}

resource operatorQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorPrincipalId)) {
  scope: account
  name: guid(account.id, operatorPrincipalId, roles.storageQueueDataContributor)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageQueueDataContributor)
    principalId: operatorPrincipalId
    principalType: operatorPrincipalType
  }
}

// And who takes back audio that was deleted: no key opens storage.
resource operatorBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorPrincipalId)) {
  scope: account
  name: guid(account.id, operatorPrincipalId, roles.storageBlobDataContributor)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataContributor)
    principalId: operatorPrincipalId
    principalType: operatorPrincipalType
  }
}

// Metrics only: the logs of storage hold addresses of rows, and keys of rows can be phone numbers.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    metrics: [
      {
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

module endpoints 'endpoint.bicep' = [for service in ['blob', 'queue', 'table']: if (isPrivate) {
  name: 'endpoint-${service}'
  params: {
    name: 'pep-${name}-${service}'
    location: location
    tags: tags
    targetId: account.id
    groupId: service
    zoneName: 'privatelink.${service}.${environment().suffixes.storage}'
    subnetId: endpointSubnetId
    virtualNetworkId: virtualNetworkId
  }
}]

output name string = account.name
output blobEndpoint string = account.properties.primaryEndpoints.blob
output packageContainer string = container
