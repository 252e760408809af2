using Click2Call.Calls;

namespace Click2Call.Orders;

/// <summary>What a visitor is told of a call: friendly, true, and nothing of the inside.</summary>
public static class VisitorWords
{
    /// <summary>One sentence for the state that the call is in.</summary>
    public static string Of(Call call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.State switch
        {
            CallState.Scheduled when call.Attempts.IsDefaultOrEmpty => "Thank you. We will call you.",
            CallState.Scheduled => "Nobody was free just now. We will try again shortly and call you.",
            CallState.Dialing when call.Uncertain => "We have your number. Your phone may ring any moment; if it does not, we will look into it.",
            CallState.Dialing => "Thank you. We are looking for someone to talk to you.",
            CallState.Ringing when IsTargets(call) => "Your phone is ringing. Please pick up.",
            CallState.Ringing => "We are ringing one of our people. Your phone is next.",
            CallState.Connected => "You are connected.",
            _ => OfEnded(call.Outcome),
        };
    }

    private static bool IsTargets(Call call) =>
        (call.RingingLeg == LegPosition.First ? call.Order.First : call.Order.Second)?.Role == LegRole.Target;

    private static string OfEnded(CallOutcome? outcome) => outcome switch
    {
        CallOutcome.Answered => "Thank you for talking with us.",
        CallOutcome.TargetBusy => "Your line was busy.",
        CallOutcome.TargetNoAnswer or CallOutcome.TargetRejected => "We rang, but could not reach you.",
        CallOutcome.TargetUnreachable => "We could not reach this number. Please check it.",
        CallOutcome.Canceled => "The call was canceled.",
        CallOutcome.Unknown => "We have your number, and one of our people will look into your call.",
        _ => "Nobody could take your call. We have kept your message.",
    };
}
