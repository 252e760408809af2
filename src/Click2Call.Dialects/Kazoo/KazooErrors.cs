using System.Collections.Frozen;
using Click2Call.Calls;
using Click2Call.Lines;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Kazoo;

/// <summary>
/// The causes of the dialect and our outcomes, in both directions. Kazoo says FreeSWITCH's hangup causes and a few words
/// of its own ("no resources", "request failed: …", "timed out"); which leg it was, it does not say, so we add
/// <c>leg</c>. The page docs/dialects/kazoo.md holds the same rows; a test compares them.
/// </summary>
internal static class KazooErrors
{
    /// <summary>The agent's leg.</summary>
    public const string Extension = "extension";

    /// <summary>The target's leg.</summary>
    public const string Contact = "contact";

    /// <summary>It may have rung: Kazoo stops waiting after 20 s, its originate does not stop.</summary>
    public const string TimedOut = "timed out";

    /// <summary>What a whitelist says (Kazoo cb_clicktocall).</summary>
    public const string WhitelistMiss = "Contact doesn't match whitelist";

    /// <summary>How a failed call is said: HTTP status without <c>blocking</c>, cause, leg.</summary>
    public static IReadOnlyList<KazooRow> Outcomes { get; } =
    [
        new(CallOutcome.Answered, StatusCodes.Status200OK, "SUCCESS", null, null),
        new(CallOutcome.AgentBusy, StatusCodes.Status503ServiceUnavailable, "USER_BUSY", Extension, CallOutcome.AgentBusy),
        new(CallOutcome.AgentOffline, StatusCodes.Status503ServiceUnavailable, "USER_NOT_REGISTERED", Extension, CallOutcome.AgentOffline),
        new(CallOutcome.AgentNoAnswer, StatusCodes.Status503ServiceUnavailable, "NO_ANSWER", Extension, CallOutcome.AgentNoAnswer),
        new(CallOutcome.AgentDeclined, StatusCodes.Status503ServiceUnavailable, "CALL_REJECTED", Extension, CallOutcome.AgentDeclined),
        new(CallOutcome.AgentBlocked, StatusCodes.Status400BadRequest, "OUTGOING_CALL_BARRED", Extension, CallOutcome.AgentBlocked),
        new(CallOutcome.TargetBusy, StatusCodes.Status500InternalServerError, "USER_BUSY", Contact, CallOutcome.TargetBusy),
        new(CallOutcome.TargetNoAnswer, StatusCodes.Status500InternalServerError, "NO_ANSWER", Contact, CallOutcome.TargetNoAnswer),
        new(CallOutcome.TargetRejected, StatusCodes.Status500InternalServerError, "CALL_REJECTED", Contact, CallOutcome.TargetRejected),
        new(CallOutcome.TargetUnreachable, StatusCodes.Status400BadRequest, "NO_ROUTE_DESTINATION", Contact, CallOutcome.TargetUnreachable),
        new(CallOutcome.LineUnavailable, StatusCodes.Status503ServiceUnavailable, "no resources", null, CallOutcome.LineUnavailable),
        new(CallOutcome.LineRefused, StatusCodes.Status500InternalServerError, "request failed: refused", null, CallOutcome.LineRefused),
        new(CallOutcome.NotAllowed, StatusCodes.Status400BadRequest, "not allowed", null, CallOutcome.NotAllowed),
        new(CallOutcome.Throttled, StatusCodes.Status429TooManyRequests, "throttled", null, CallOutcome.Throttled),
        new(CallOutcome.Canceled, StatusCodes.Status500InternalServerError, "canceled", null, CallOutcome.Canceled),
        new(CallOutcome.Expired, StatusCodes.Status500InternalServerError, "expired", null, CallOutcome.Expired),
        new(CallOutcome.Unknown, StatusCodes.Status200OK, TimedOut, null, null),
    ];

    /// <summary>FreeSWITCH's causes, and how a leg ended with them.</summary>
    public static IReadOnlyList<(string Cause, EndCause Means)> Causes { get; } =
    [
        ("NORMAL_CLEARING", EndCause.HungUp),
        ("USER_BUSY", EndCause.Busy),
        ("NO_ANSWER", EndCause.NoAnswer),
        ("NO_USER_RESPONSE", EndCause.NoAnswer),
        ("ALLOTTED_TIMEOUT", EndCause.NoAnswer),
        ("PROGRESS_TIMEOUT", EndCause.NoAnswer),
        ("RECOVERY_ON_TIMER_EXPIRE", EndCause.NoAnswer),
        ("CALL_REJECTED", EndCause.Declined),
        ("USER_NOT_REGISTERED", EndCause.Offline),
        ("SUBSCRIBER_ABSENT", EndCause.Offline),
        ("UNALLOCATED_NUMBER", EndCause.Unreachable),
        ("NO_ROUTE_DESTINATION", EndCause.Unreachable),
        ("NO_ROUTE_TRANSIT_NET", EndCause.Unreachable),
        ("NUMBER_CHANGED", EndCause.Unreachable),
        ("INVALID_NUMBER_FORMAT", EndCause.Unreachable),
        ("DESTINATION_OUT_OF_ORDER", EndCause.Unreachable),
        ("OUTGOING_CALL_BARRED", EndCause.Blocked),
        ("INCOMING_CALL_BARRED", EndCause.Blocked),
        ("BEARERCAPABILITY_NOTAUTH", EndCause.Blocked),
        ("NORMAL_CIRCUIT_CONGESTION", EndCause.Failed),
        ("NETWORK_OUT_OF_ORDER", EndCause.Failed),
        ("NORMAL_TEMPORARY_FAILURE", EndCause.Failed),
        ("SWITCH_CONGESTION", EndCause.Failed),
        ("REQUESTED_CHAN_UNAVAIL", EndCause.Failed),
        ("SERVICE_UNAVAILABLE", EndCause.Failed),
        ("GATEWAY_DOWN", EndCause.Failed),
        ("ORIGINATOR_CANCEL", EndCause.Canceled),
        ("LOSE_RACE", EndCause.Canceled),
        ("PICKED_OFF", EndCause.Canceled),
    ];

    private static readonly FrozenDictionary<string, EndCause> Ends =
        Causes.ToFrozenDictionary(row => row.Cause, row => row.Means, StringComparer.OrdinalIgnoreCase);

    /// <summary>How a front says an outcome.</summary>
    public static KazooRow Of(CallOutcome outcome) => Outcomes.First(row => row.Outcome == outcome);

    /// <summary>How a leg ended; null for a word that nobody knows.</summary>
    public static EndCause? EndOf(string? cause) => cause is not null && Ends.TryGetValue(cause.Trim(), out var end) ? end : null;

    /// <summary>What an error means to a line.</summary>
    /// <param name="cause">The cause.</param>
    /// <param name="leg">Whose leg it was; absent: the one that was dialled first, since Kazoo answers before it dials the second.</param>
    /// <param name="targetFirst">Whether the target was dialled first.</param>
    /// <param name="reason">The phone system's words, for the history.</param>
    public static DialResult Read(string cause, string? leg, bool targetFirst, string? reason)
    {
        var words = cause.Trim();
        if (words.Equals(TimedOut, StringComparison.OrdinalIgnoreCase))
            return new DialResult.Uncertain("The phone system did not wait for the end of its own dial.");
        if (Outcomes.FirstOrDefault(row => row.BackAs is not null && row.Leg is null && row.Cause == words) is { } own)
            return new DialResult.Refused(own.BackAs!.Value, reason);
        var target = leg is null ? targetFirst : leg == Contact;
        CallOutcome outcome = (EndOf(words), target) switch
        {
            (EndCause.Busy, false) => CallOutcome.AgentBusy,
            (EndCause.Busy, true) => CallOutcome.TargetBusy,
            (EndCause.NoAnswer, false) => CallOutcome.AgentNoAnswer,
            (EndCause.NoAnswer, true) => CallOutcome.TargetNoAnswer,
            (EndCause.Declined, false) => CallOutcome.AgentDeclined,
            (EndCause.Declined, true) => CallOutcome.TargetRejected,
            (EndCause.Offline or EndCause.Unreachable, false) => CallOutcome.AgentOffline,
            (EndCause.Offline or EndCause.Unreachable, true) => CallOutcome.TargetUnreachable,
            (EndCause.Blocked, false) => CallOutcome.AgentBlocked,
            (EndCause.Blocked, true) => CallOutcome.TargetRejected,
            (EndCause.Canceled, _) => CallOutcome.Canceled,
            (EndCause.Failed, _) => CallOutcome.LineUnavailable,
            // "request failed: …", and causes that nobody knows: it said that there is no call.
            _ => CallOutcome.LineRefused,
        };
        return new DialResult.Refused(outcome, reason);
    }
}
