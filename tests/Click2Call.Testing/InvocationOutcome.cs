namespace Click2Call.Testing;

/// <summary>What the Functions host makes of an answer.</summary>
public enum InvocationOutcome
{
    /// <summary>The message is deleted.</summary>
    Succeeded,

    /// <summary>The message comes again.</summary>
    Failed,

    /// <summary>Nothing happens until the function time-out, which kills the worker.</summary>
    Pending,
}
