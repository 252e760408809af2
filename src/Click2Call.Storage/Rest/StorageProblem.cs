namespace Click2Call.Storage.Rest;

/// <summary>Why storage did not do what it was asked: the closed list that callers decide on.</summary>
public enum StorageProblem
{
    /// <summary>The keys are taken (409).</summary>
    AlreadyExists,

    /// <summary>The row changed since it was read, or the pop receipt is no longer the message's (412, 400 PopReceiptMismatch).</summary>
    Stale,

    /// <summary>The row, message, table or queue is not there (404).</summary>
    Missing,

    /// <summary>A property, row, message or request is over the service's limit (413, or 400 with a code that says so).</summary>
    TooLarge,

    /// <summary>
    /// Storage is down, busy, throttling or did not answer in time (408, 429, 5xx, no connection). The operation may have
    /// been applied. Trying again later can help.
    /// </summary>
    Unavailable,

    /// <summary>The key, identity or role does not permit this (401, 403).</summary>
    Denied,

    /// <summary>The request breaks a rule of the service (other 4xx, 501). A bug of ours.</summary>
    Invalid,
}
