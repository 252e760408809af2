namespace Click2Call.Testing;

/// <summary>What a <see cref="FunctionsHostStub"/> is started with.</summary>
/// <param name="AppFolder">The published folder: host.json, the executable, a folder with function.json for each function.</param>
/// <param name="ConnectionString">Goes to the app as <c>AzureWebJobsStorage</c>, and to the queue pump.</param>
public sealed record FunctionsHostSettings(string AppFolder, string ConnectionString)
{
    /// <summary>More app settings.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether queues are worked off. Timers tick only when a test says so.</summary>
    public bool PumpsQueues { get; init; } = true;

    /// <summary>Takes the place of host.json's <c>visibilityTimeout</c>, so that a test need not wait for a retry.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Takes the place of host.json's <c>maxDequeueCount</c>.</summary>
    public int? MaxDequeueCount { get; init; }

    /// <summary>Takes the place of the executable that host.json names, for a test's own app.</summary>
    public string? Executable { get; init; }
}
