using System.Collections.Frozen;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tel4vn;

/// <summary>
/// The words of <c>error</c> and our outcomes, in both directions. The document (PBX API Reference, Click-to-call, Error)
/// names two, which are hangup causes of FreeSWITCH; the other outcomes are said by its other causes. The page
/// docs/dialects/tel4vn.md holds the same rows; a test compares them.
/// </summary>
public static class Tel4vnErrors
{
    /// <summary>"The user is busy."</summary>
    public const string UserBusy = "USER_BUSY";

    /// <summary>"The user has not logged in a softphone or IP phone."</summary>
    public const string UserNotRegistered = "USER_NOT_REGISTERED";

    /// <summary>The extension rang and was not answered.</summary>
    public const string NoAnswer = "NO_ANSWER";

    /// <summary>The extension declined.</summary>
    public const string CallRejected = "CALL_REJECTED";

    /// <summary>The extension is barred from click-to-call.</summary>
    public const string NotSubscribed = "FACILITY_NOT_SUBSCRIBED";

    /// <summary>The target was busy. Ours: a cause of FreeSWITCH does not say of which leg it is.</summary>
    public const string DestinationBusy = "DESTINATION_BUSY";

    /// <summary>The target did not answer. Ours.</summary>
    public const string DestinationNoAnswer = "DESTINATION_NO_ANSWER";

    /// <summary>The target declined. Ours.</summary>
    public const string DestinationRejected = "DESTINATION_REJECTED";

    /// <summary>No way to the target.</summary>
    public const string NoRoute = "NO_ROUTE_DESTINATION";

    /// <summary>The phone system behind us can't be reached or is out of service.</summary>
    public const string TemporaryFailure = "NORMAL_TEMPORARY_FAILURE";

    /// <summary>The phone system behind us refused the order.</summary>
    public const string Rejected = "FACILITY_REJECTED";

    /// <summary>A rule of ours forbids the call.</summary>
    public const string Barred = "OUTGOING_CALL_BARRED";

    /// <summary>Too many calls.</summary>
    public const string Congestion = "SWITCH_CONGESTION";

    /// <summary>Somebody canceled it.</summary>
    public const string Canceled = "ORIGINATOR_CANCEL";

    /// <summary>Its time was over before it was placed.</summary>
    public const string Expired = "ALLOTTED_TIMEOUT";

    /// <summary>The account's phone system can't do this.</summary>
    public const string NotImplemented = "FACILITY_NOT_IMPLEMENTED";

    /// <summary>The <c>message</c> that the document prints with <see cref="UserNotRegistered"/>.</summary>
    internal const string NotRegisteredMessage = "User not registered extension with Softphone or IP Phone";

    /// <summary>Every word that a line knows, and what it makes of it. Case does not matter.</summary>
    public static IReadOnlyList<(string Word, CallOutcome Means)> Words { get; } =
    [
        (UserBusy, CallOutcome.AgentBusy),
        (UserNotRegistered, CallOutcome.AgentOffline),
        ("SUBSCRIBER_ABSENT", CallOutcome.AgentOffline),
        ("NO_USER_RESPONSE", CallOutcome.AgentOffline),
        ("EXTENSION_INVALID", CallOutcome.AgentOffline),
        (NoAnswer, CallOutcome.AgentNoAnswer),
        (CallRejected, CallOutcome.AgentDeclined),
        (NotSubscribed, CallOutcome.AgentBlocked),
        (DestinationBusy, CallOutcome.TargetBusy),
        (DestinationNoAnswer, CallOutcome.TargetNoAnswer),
        (DestinationRejected, CallOutcome.TargetRejected),
        (NoRoute, CallOutcome.TargetUnreachable),
        ("UNALLOCATED_NUMBER", CallOutcome.TargetUnreachable),
        ("INVALID_NUMBER_FORMAT", CallOutcome.TargetUnreachable),
        ("NUMBER_CALL_OUT_INVALID", CallOutcome.TargetUnreachable),
        (Tel4vnFault.PhoneInvalid, CallOutcome.TargetUnreachable),
        (TemporaryFailure, CallOutcome.LineUnavailable),
        ("NETWORK_OUT_OF_ORDER", CallOutcome.LineUnavailable),
        ("NORMAL_CIRCUIT_CONGESTION", CallOutcome.LineUnavailable),
        ("GATEWAY_DOWN", CallOutcome.LineUnavailable),
        (Tel4vnFault.Unavailable, CallOutcome.LineUnavailable),
        (Rejected, CallOutcome.LineRefused),
        (NotImplemented, CallOutcome.LineRefused),
        (Barred, CallOutcome.NotAllowed),
        ("DO_NOT_CALL", CallOutcome.NotAllowed),
        (Congestion, CallOutcome.Throttled),
        (Canceled, CallOutcome.Canceled),
        (Expired, CallOutcome.Expired),
    ];

    private static readonly FrozenDictionary<string, CallOutcome> Meanings =
        Words.ToFrozenDictionary(row => row.Word, row => row.Means, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every outcome, the word by which a front says it, and what comes back.</summary>
    public static IReadOnlyList<Tel4vnRow> Outcomes { get; } =
    [
        .. Enum.GetValues<CallOutcome>().Select(outcome =>
            new Tel4vnRow(outcome, WordOf(outcome), WordOf(outcome) is { } word ? Meanings[word] : null)),
    ];

    /// <summary>How a front says it; null: success.</summary>
    public static string? WordOf(CallOutcome outcome) => outcome switch
    {
        // Nobody knows whether it rings: an error would promise that it does not.
        CallOutcome.Answered or CallOutcome.Unknown => null,
        CallOutcome.AgentBusy => UserBusy,
        CallOutcome.AgentOffline => UserNotRegistered,
        CallOutcome.AgentNoAnswer => NoAnswer,
        CallOutcome.AgentDeclined => CallRejected,
        CallOutcome.AgentBlocked => NotSubscribed,
        CallOutcome.TargetBusy => DestinationBusy,
        CallOutcome.TargetNoAnswer => DestinationNoAnswer,
        CallOutcome.TargetRejected => DestinationRejected,
        CallOutcome.TargetUnreachable => NoRoute,
        CallOutcome.LineUnavailable => TemporaryFailure,
        CallOutcome.LineRefused => Rejected,
        CallOutcome.NotAllowed => Barred,
        CallOutcome.Throttled => Congestion,
        CallOutcome.Canceled => Canceled,
        CallOutcome.Expired => Expired,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    /// <summary>How a front says a refusal, where a rule of ours tells more than the outcome.</summary>
    public static string WordOf(Verdict.No no)
    {
        ArgumentNullException.ThrowIfNull(no);
        return no.Reason switch
        {
            RefusalReason.UnknownExtension when no.Leg == LegPosition.Second => NoRoute,
            RefusalReason.UnknownExtension => UserNotRegistered,
            RefusalReason.NoLine or RefusalReason.LineCannot => NotImplemented,
            RefusalReason.Throttle => Congestion,
            RefusalReason.Time => Expired,
            _ => WordOf(no.Outcome) ?? Rejected,
        };
    }

    /// <summary>The <c>message</c> beside a word.</summary>
    internal static string MessageOf(string word) => word switch
    {
        UserNotRegistered => NotRegisteredMessage,
        UserBusy => "User is busy",
        NoAnswer => "User did not answer",
        CallRejected => "User declined the call",
        NotSubscribed => "User is barred from click-to-call",
        DestinationBusy => "Phone number is busy",
        DestinationNoAnswer => "Phone number did not answer",
        DestinationRejected => "Phone number declined the call",
        NoRoute => "Phone number can not be reached",
        TemporaryFailure => "Phone system is not available",
        Rejected => "Phone system refused the call",
        Barred => "Call is not allowed",
        Congestion => "Too many calls",
        Canceled => "Call was canceled",
        Expired => "Call was not placed in its time",
        _ => "Phone system can not place the call",
    };

    /// <summary>What an error means to a line. A word that is not in the table is a no as well: the answer said so.</summary>
    /// <param name="word">The value of <c>error</c>, if there is one.</param>
    /// <param name="reason">The phone system's own words, without secrets.</param>
    public static DialResult Read(string? word, string? reason) => word?.Trim() == Tel4vnFault.Unforeseen
        ? new DialResult.Uncertain(reason ?? Tel4vnFault.Unforeseen)
        : new DialResult.Refused(word is not null && Meanings.TryGetValue(word.Trim(), out var means) ? means : CallOutcome.LineRefused, reason);
}
