// Log Analytics and Application Insights. The app sends its telemetry itself: the host's would hold addresses with keys in them.
@description('The workspace\'s name.')
param workspaceName string

@description('The name of Application Insights.')
param insightsName string

@description('Where they are.')
param location string

@description('Tags.')
param tags object

@description('For how many days data are kept.')
param retentionDays int

@description('The object id of the app\'s identity.')
param identityPrincipalId string

var roles = {
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
}

// requests, dependencies, traces, exceptions and customMetrics, as the workspace calls them.
var telemetry = [
  'AppRequests'
  'AppDependencies'
  'AppTraces'
  'AppExceptions'
  'AppMetrics'
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
  }
}

// What Application Insights writes into has a retention of its own, 90 days, whatever the workspace's is. One by one: a workspace takes one change at a time.
@batchSize(1)
resource tables 'Microsoft.OperationalInsights/workspaces/tables@2023-09-01' = [for table in telemetry: {
  parent: workspace
  name: table
  properties: {
    retentionInDays: retentionDays
    totalRetentionInDays: retentionDays
  }
}]

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    // Only who has the role sends; the connection string alone opens nothing.
    DisableLocalAuth: true
  }
}

resource publisher 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, identityPrincipalId, roles.monitoringMetricsPublisher)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.monitoringMetricsPublisher)
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
  }
}

output workspaceId string = workspace.id
output insightsId string = insights.id
output connectionString string = insights.properties.ConnectionString
