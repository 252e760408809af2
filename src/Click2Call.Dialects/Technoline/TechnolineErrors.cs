using System.Collections.Frozen;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Technoline;

/// <summary>
/// The error codes of the dialect (Technoline Click-to-Call API reference, Error codes) and our outcomes, in both
/// directions. The page docs/dialects/technoline.md holds the same rows; a test compares them.
/// </summary>
public static class TechnolineErrors
{
    /// <summary>Success.</summary>
    public const int Ok = 0;

    /// <summary><c>extension</c> is missing.</summary>
    public const int ExtensionMissing = 1;

    /// <summary><c>target</c> is missing.</summary>
    public const int TargetMissing = 2;

    /// <summary><c>target</c> is none of the three formats.</summary>
    public const int TargetInvalid = 3;

    /// <summary>The extension is not the account's.</summary>
    public const int ExtensionUnknown = 4;

    /// <summary>PBX unavailable or time-out. From us it promises that nothing rings.</summary>
    public const int Unavailable = 6;

    /// <summary>A field is missing or wrong.</summary>
    public const int BadRequest = 400;

    /// <summary>The key, or what stands between the API and the phone system, is not accepted.</summary>
    public const int Unauthorized = 401;

    /// <summary>The phone system does not know the extension's phone.</summary>
    public const int ExtensionOffline = 402;

    /// <summary>Internal failure.</summary>
    public const int Failure = 404;

    /// <summary>Every code that the reference names, and what a line makes of it; null: accepted.</summary>
    public static IReadOnlyList<(int Code, CallOutcome? Means)> Codes { get; } =
    [
        (Ok, null),
        (ExtensionMissing, CallOutcome.LineRefused),
        (TargetMissing, CallOutcome.LineRefused),
        (TargetInvalid, CallOutcome.TargetUnreachable),
        (ExtensionUnknown, CallOutcome.AgentOffline),
        (Unavailable, CallOutcome.LineUnavailable),
        (BadRequest, CallOutcome.LineRefused),
        (Unauthorized, CallOutcome.LineRefused),
        (ExtensionOffline, CallOutcome.AgentOffline),
        (Failure, CallOutcome.LineUnavailable),
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
        CallOutcome.AgentOffline or CallOutcome.AgentBusy or CallOutcome.AgentNoAnswer or CallOutcome.AgentDeclined => ExtensionOffline,
        CallOutcome.AgentBlocked => ExtensionUnknown,
        CallOutcome.TargetUnreachable or CallOutcome.NotAllowed => TargetInvalid,
        CallOutcome.LineUnavailable => Unavailable,
        CallOutcome.LineRefused => Unauthorized,
        CallOutcome.TargetBusy or CallOutcome.TargetNoAnswer or CallOutcome.TargetRejected => Failure,
        CallOutcome.Throttled or CallOutcome.Canceled or CallOutcome.Expired => Failure,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    /// <summary>How a front says a refusal by a rule of ours, where the rule tells more than the outcome.</summary>
    public static int CodeOf(Verdict.No no)
    {
        ArgumentNullException.ThrowIfNull(no);
        return no.Reason switch
        {
            RefusalReason.UnknownExtension when no.Leg == LegPosition.Second => TargetInvalid,
            RefusalReason.UnknownExtension => ExtensionUnknown,
            RefusalReason.NoLine or RefusalReason.LineCannot or RefusalReason.Time => BadRequest,
            RefusalReason.Throttle => Failure,
            RefusalReason.DestinationKind or RefusalReason.Region or RefusalReason.NumberType or RefusalReason.Blocked
                or RefusalReason.Whitelist or RefusalReason.SamePhone => TargetInvalid,
            _ => CodeOf(no.Outcome),
        };
    }

    /// <summary>What an error means to a line: by its note where that is one of ours, which tells more than the code. A code that the reference does not name is a no as well: the answer said so.</summary>
    /// <param name="code">The code.</param>
    /// <param name="reason">The phone system's words.</param>
    /// <param name="sixIsUncertain">Whether code 6 counts as "may have rung", see <see cref="TechnolineOptions.Error6"/>.</param>
    public static DialResult Read(int code, string? reason, bool sixIsUncertain)
    {
        var text = reason is null ? $"Error {code}." : $"Error {code}: {reason}";
        return (code == Unavailable && sixIsUncertain) || reason == TechnolineNotes.Unforeseen
            ? new DialResult.Uncertain(text)
            : new DialResult.Refused(TechnolineNotes.OutcomeOf(code, reason) ?? Meanings.GetValueOrDefault(code) ?? CallOutcome.LineRefused, text);
    }
}
