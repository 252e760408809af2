namespace Click2Call.Flows;

/// <summary>A flow can't go on: it is not as it was when it was imported, or a call goes round in it.</summary>
/// <param name="message">What is wrong, without anything that a caller entered.</param>
public sealed class FlowBrokenException(string message) : Exception(message)
{
    /// <summary>Whether the call went on for too long, and not the flow or we are to blame.</summary>
    public bool WentOn { get; init; }
}
