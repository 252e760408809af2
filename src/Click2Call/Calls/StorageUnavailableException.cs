namespace Click2Call.Calls;

/// <summary>Storage did not answer, or not in time. What was asked may or may not have been done.</summary>
public sealed class StorageUnavailableException : Exception
{
    /// <summary>Says what was tried.</summary>
    public StorageUnavailableException(string message, Exception? inner = null, TimeSpan? retryAfter = null)
        : base(message, inner) => RetryAfter = retryAfter ?? TimeSpan.FromSeconds(5);

    /// <summary>When to try again.</summary>
    public TimeSpan RetryAfter { get; }
}
