using Click2Call.Calls;

namespace Click2Call.Orders;

/// <summary>What a front is told of a call: enough to render its own dialect's answer.</summary>
/// <param name="Call">The call as it stands.</param>
public sealed record CallAnswer(Call Call)
{
    /// <summary>The call's id.</summary>
    public CallId Id => Call.Id;

    /// <summary>Where it is.</summary>
    public CallState State => Call.State;

    /// <summary>Why it ended, if it has.</summary>
    public CallOutcome? Outcome => Call.Outcome;

    /// <summary>Whether the phones may or may not be ringing: the line's answer was lost and nothing has told since.</summary>
    public bool Uncertain => Call.Uncertain;

    /// <summary>The phone system's own id of the latest attempt.</summary>
    public string? ProviderCallId => Call.Latest?.ProviderCallId;
}
