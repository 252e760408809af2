// What somebody should hear of. docs/operations.md says what each means and what to do.
@description('Where the rules are.')
param location string

@description('Tags.')
param tags object

@description('Application Insights.')
param insightsId string

@description('Who is told; empty: nobody.')
param alertEmail string

// The names of metrics, attributes and outcomes are held against the code by a test.
var rules = [
  {
    name: 'poisoned-messages'
    title: 'Messages were given up'
    severity: 1
    minutes: 5
    // Some are worked off within a second, by a function of their own: no look at the queue's length sees those, but their age is told.
    query: 'customMetrics | where name == "click2call.queue.length" or name == "click2call.queue.age" | where tostring(customDimensions["messaging.destination.name"]) endswith "-poison" | where value > 0 or name == "click2call.queue.age"'
    threshold: 0
  }
  {
    name: 'failed-calls'
    title: 'Many calls fail for reasons on our side'
    severity: 1
    minutes: 15
    query: 'customMetrics | where name == "click2call.calls.ended" | where tostring(customDimensions["click2call.outcome"]) in ("lineUnavailable", "lineRefused", "unknown", "expired") | mv-expand one = range(1, toint(valueSum), 1)'
    threshold: 5
  }
  {
    name: 'queue-age'
    title: 'Messages are worked off late'
    severity: 2
    minutes: 10
    // Whatever the queue. What is put back from a queue of poisoned messages is late of course; the first rule tells of those.
    query: 'customMetrics | where name == "click2call.queue.age" | where tostring(customDimensions["messaging.destination.name"]) !endswith "-poison" | where valueMax > 60'
    threshold: 0
  }
  {
    name: 'time-to-ring'
    title: 'Phones ring late'
    severity: 2
    minutes: 15
    // Not the spans: theirs is the time at which the call was asked for, which has left the window when a phone rings late.
    query: 'customMetrics | where name == "click2call.call.time_to_ring" | where valueMax > 15'
    threshold: 3
  }
  {
    name: 'line-breaker'
    title: 'A phone system is down'
    severity: 1
    minutes: 5
    query: 'customMetrics | where name == "click2call.line.breaker.open" | where value > 0'
    threshold: 0
  }
  {
    name: 'silent'
    title: 'The app says nothing'
    severity: 0
    minutes: 15
    // The sweep counts the queues each minute. All other rules ask what the app tells, and see nothing of one that does not run.
    query: 'customMetrics | where name == "click2call.queue.length"'
    threshold: 1
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(alertEmail)) {
  name: 'click2call-operators'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'click2call'
    enabled: true
    emailReceivers: [
      {
        name: 'operators'
        emailAddress: alertEmail
        useCommonAlertSchema: true
      }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [for rule in rules: {
  name: 'click2call-${rule.name}'
  location: location
  tags: tags
  properties: {
    displayName: 'Click2Call: ${rule.title}'
    severity: rule.severity
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT${rule.minutes}M'
    // The app makes its series when it first has something to say.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: rule.name == 'silent' ? 'LessThan' : 'GreaterThan'
          threshold: rule.threshold
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    actions: {
      actionGroups: empty(alertEmail) ? [] : [people.id]
    }
  }
}]
