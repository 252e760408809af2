namespace Click2Call.Storage.Rest;

/// <summary>
/// A storage operation that failed. The message names the operation, the table or queue, the status and the service's
/// error code; never a key of a row (it can be a phone number), a secret or an address with its query.
/// </summary>
public sealed class StorageException : Exception
{
    /// <summary>A failure of this kind.</summary>
    public StorageException(StorageProblem problem, string message, Exception? inner = null)
        : base(message, inner) => Problem = problem;

    /// <summary>Why it failed.</summary>
    public StorageProblem Problem { get; }

    /// <summary>The HTTP status, or null when there was no answer or the request was never sent.</summary>
    public int? Status { get; init; }

    /// <summary>The service's own code, such as <c>EntityAlreadyExists</c> ("Table service error codes"); null without an answer.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Which operation of a transaction was refused, counted from 0; null outside a transaction or when the service did not say.</summary>
    public int? FailedOperation { get; init; }

    /// <summary>How long the service asked us to wait; null when it did not.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
