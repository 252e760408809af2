using Click2Call.Calls;

namespace Click2Call.Orders;

/// <summary>What a visitor is told of a call: friendly, true, and nothing of the inside.</summary>
public static class VisitorWords
{
    /// <summary>A next try that is further away than this is told with its time: 10 minutes.</summary>
    private static readonly TimeSpan Shortly = TimeSpan.FromMinutes(10);

    /// <summary>One or two sentences for the state that the call is in, with the time of a call for later.</summary>
    /// <param name="call">The call.</param>
    /// <param name="zone">The visitor's zone.</param>
    /// <param name="now">The time.</param>
    public static string Of(Call call, TimeZoneInfo zone, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (LaterThan(call, now) is not { } at)
            return Of(call);
        var when = TimeWords.Of(at, zone, now);
        if (!call.Attempts.IsDefaultOrEmpty)
            return $"We could not connect you yet. We will call you again {when}.";
        return call.Order.AskedFor switch
        {
            null => $"Thank you. We cannot call you right away; we will call you {when}.",
            { } asked when asked.UtcTicks == at.UtcTicks => $"Thank you. We will call you {when}, as you asked.",
            _ => $"Thank you. We do not make calls at the time you asked for; we will call you {when}.",
        };
    }

    /// <summary>When a call that waits is going to be placed; null when it does not wait, or for another try that comes shortly.</summary>
    public static DateTimeOffset? LaterThan(Call call, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(call);
        var least = call.Attempts.IsDefaultOrEmpty ? TimeSpan.Zero : Shortly;
        return call.State == CallState.Scheduled && call.NextTryAt is { } at && at - now > least ? at : null;
    }

    /// <summary>One sentence for the state that the call is in.</summary>
    public static string Of(Call call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.State switch
        {
            CallState.Scheduled when call.Hunting || (call.HurriedAt is { } hurried && call.NextTryAt == hurried) => "Thank you. We are looking for someone to talk to you.",
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
