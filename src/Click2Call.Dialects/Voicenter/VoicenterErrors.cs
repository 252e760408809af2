using System.Collections.Frozen;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Voicenter;

/// <summary>
/// The <c>ERRORCODE</c>s of the dialect (Voicenter Click 2 Call API, Response) and our outcomes, in both directions. The
/// page docs/dialects/voicenter.md holds the same rows; a test compares them.
/// </summary>
public static class VoicenterErrors
{
    /// <summary>Success.</summary>
    public const int Ok = 0;

    /// <summary>Invalid request parameters.</summary>
    public const int InvalidRequest = 1;

    /// <summary>Application error.</summary>
    public const int ApplicationError = 2;

    /// <summary>Extension representative offline.</summary>
    public const int Offline = 3;

    /// <summary>Extension blocked for Click2Call calls.</summary>
    public const int Blocked = 4;

    /// <summary>The sentence of a mistake of ours, after which nobody knows whether the call was placed.</summary>
    internal const string Unforeseen = "Application error; it is not known whether the call was placed";

    /// <summary>Every code that the document names, and what a line makes of it; null: accepted.</summary>
    public static IReadOnlyList<(int Code, CallOutcome? Means)> Codes { get; } =
    [
        (Ok, null),
        (InvalidRequest, CallOutcome.LineRefused),
        (ApplicationError, CallOutcome.LineUnavailable),
        (Offline, CallOutcome.AgentOffline),
        (Blocked, CallOutcome.AgentBlocked),
    ];

    private static readonly FrozenDictionary<int, CallOutcome?> Meanings = Codes.ToFrozenDictionary(row => row.Code, row => row.Means);

    /// <summary>Every outcome, the code by which a front says it, and what comes back.</summary>
    public static IReadOnlyList<OutcomeRow> Outcomes { get; } =
    [
        .. Enum.GetValues<CallOutcome>().Select(outcome => new OutcomeRow(outcome, CodeOf(outcome), CodeOf(outcome) == Ok ? null : outcome)),
    ];

    /// <summary>How a front says it.</summary>
    public static int CodeOf(CallOutcome outcome) => outcome switch
    {
        // Nobody knows whether it rings: an error would promise that it does not.
        CallOutcome.Answered or CallOutcome.Unknown => Ok,
        CallOutcome.AgentOffline or CallOutcome.AgentBusy or CallOutcome.AgentNoAnswer or CallOutcome.AgentDeclined => Offline,
        CallOutcome.AgentBlocked => Blocked,
        CallOutcome.TargetUnreachable or CallOutcome.NotAllowed or CallOutcome.LineRefused => InvalidRequest,
        CallOutcome.LineUnavailable or CallOutcome.Throttled or CallOutcome.Canceled or CallOutcome.Expired => ApplicationError,
        CallOutcome.TargetBusy or CallOutcome.TargetNoAnswer or CallOutcome.TargetRejected => ApplicationError,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    /// <summary>How a front says a refusal by a rule of ours, where the rule tells more than the outcome.</summary>
    public static int CodeOf(Verdict.No no)
    {
        ArgumentNullException.ThrowIfNull(no);
        return no.Reason switch
        {
            RefusalReason.NoLine or RefusalReason.Throttle => ApplicationError,
            RefusalReason.Line or null => CodeOf(no.Outcome),
            _ when no.Outcome == CallOutcome.AgentBlocked => Blocked,
            _ => InvalidRequest,
        };
    }

    /// <summary>The sentence of a code when there is no better one.</summary>
    public static string TextOf(int code) => code switch
    {
        Ok => "OK",
        InvalidRequest => "Invalid request parameters",
        Offline => "Extension representative offline",
        Blocked => "Extension blocked for Click2Call calls",
        _ => "Application error",
    };

    /// <summary>
    /// The sentence of an outcome: the dialect has fewer codes than there are reasons, and both a person and our own line
    /// can tell them apart by it.
    /// </summary>
    public static string TextOf(CallOutcome outcome) => outcome switch
    {
        CallOutcome.AgentOffline => "Extension representative offline",
        CallOutcome.AgentBusy => "Extension representative busy",
        CallOutcome.AgentNoAnswer => "Extension representative did not answer",
        CallOutcome.AgentDeclined => "Extension representative declined the call",
        CallOutcome.AgentBlocked => "Extension blocked for Click2Call calls",
        CallOutcome.TargetBusy => "Target busy",
        CallOutcome.TargetNoAnswer => "Target did not answer",
        CallOutcome.TargetRejected => "Target rejected the call",
        CallOutcome.TargetUnreachable => "Target cannot be reached",
        CallOutcome.LineUnavailable => "Application error",
        CallOutcome.LineRefused => "Invalid request parameters",
        CallOutcome.NotAllowed => "Call not allowed",
        CallOutcome.Throttled => "Too many calls at once",
        CallOutcome.Canceled => "Call canceled",
        CallOutcome.Expired => "Call expired",
        _ => "OK",
    };

    /// <summary>What an error means to a line: by its sentence where that is one of ours, which tells more than the code. A code that the document does not name is a no as well: only 0 is OK.</summary>
    /// <param name="code">The code.</param>
    /// <param name="reason">The phone system's words.</param>
    public static DialResult Read(int code, string? reason)
    {
        var text = reason is null ? $"Error {code}." : $"Error {code}: {reason}";
        return reason == Unforeseen
            ? new DialResult.Uncertain(text)
            : new DialResult.Refused(OutcomeOf(code, reason) ?? Meanings.GetValueOrDefault(code) ?? CallOutcome.LineRefused, text);
    }

    private static CallOutcome? OutcomeOf(int code, string? reason)
    {
        foreach (var outcome in Enum.GetValues<CallOutcome>())
        {
            if (TextOf(outcome) == reason && CodeOf(outcome) == code)
                return outcome;
        }

        return null;
    }
}
