namespace Click2Call.Orders;

/// <summary>What to do with an attempt that may have rung when nothing can tell.</summary>
public enum UncertainRule
{
    /// <summary>Leave it to a person: the outcome is <see cref="Calls.CallOutcome.Unknown"/>.</summary>
    Leave,

    /// <summary>Dial again. Accepted on import only for lines that can look up or report progress.</summary>
    Redial,
}
