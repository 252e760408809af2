using Click2Call.Calls;
using Click2Call.Campaigns;

namespace Click2Call.Dialects.Technoline.Campaigns;

/// <summary>The codes of <c>/campaignApi.php</c>, and how a report says what became of a call.</summary>
internal static class CampaignErrors
{
    /// <summary>The address is not approved, or the key is wrong; the vendor's own code.</summary>
    public const int AccessDenied = -99;

    /// <summary>Something that is needed is missing or wrong; the vendor's own code.</summary>
    public const int Missing = -88;

    /// <summary>Nobody is left to be called.</summary>
    public const int NoPhones = -87;

    /// <summary>No such campaign.</summary>
    public const int NotFound = -86;

    /// <summary>Not in this state.</summary>
    public const int NotPossible = -85;

    /// <summary>Storage could not be reached; the same request, sent again within five minutes, makes no second campaign.</summary>
    public const int Unavailable = 6;

    public static string Word(CampaignState state) => state switch
    {
        CampaignState.Running => "running",
        CampaignState.Held => "hold",
        CampaignState.Stopped => "stopped",
        _ => "done",
    };

    /// <summary>Whether a campaign's state, as the phone system words it, is one in which nobody is called any more.</summary>
    public static bool IsOver(string word) => word.ToUpperInvariant() is "DONE" or "STOPPED" or "STOP" or "FINISHED" or "ENDED" or "COMPLETED";

    /// <summary>Reads a row of a report back: by the word where it is one of ours, else by the SIP code.</summary>
    /// <returns>Whether a call is under way, whether the last is over, and what it came to.</returns>
    public static (bool Calling, bool Over, CallOutcome? Outcome) Read(string status, int sipCode) => status.ToUpperInvariant() switch
    {
        "WAITING" => (false, false, null),
        "CALLING" => (true, false, null),
        "RETRY" => (false, false, OutcomeOf(sipCode)),
        "UNKNOWN" when sipCode == 0 => (false, true, CallOutcome.Unknown),
        "NOAGENT" => (false, true, CallOutcome.AgentNoAnswer),
        "BLOCKED" => (false, true, CallOutcome.NotAllowed),
        "CANCELED" => (false, true, CallOutcome.Canceled),
        _ when sipCode == 0 => (false, false, null),
        _ when sipCode < 200 => (true, false, null),
        _ => (false, true, OutcomeOf(sipCode)),
    };

    // RFC 3261, 21.
    private static CallOutcome OutcomeOf(int sipCode) => sipCode switch
    {
        < 300 => CallOutcome.Answered,
        486 or 600 => CallOutcome.TargetBusy,
        408 or 480 or 487 => CallOutcome.TargetNoAnswer,
        603 or 607 or 608 => CallOutcome.TargetRejected,
        404 or 410 or 484 or 604 => CallOutcome.TargetUnreachable,
        401 or 403 or 407 => CallOutcome.NotAllowed,
        >= 500 and < 600 => CallOutcome.LineUnavailable,
        _ => CallOutcome.Unknown,
    };

    public static (string Status, int SipCode, string SipText, string Q850Text) Of(CampaignRecipient recipient) => recipient switch
    {
        { Calling: true } => ("CALLING", 180, "Ringing", ""),
        { Outcome: null } => ("WAITING", 0, "", ""),
        { Over: false } => ("RETRY", Of(recipient.Outcome!.Value).SipCode, Of(recipient.Outcome.Value).SipText, Of(recipient.Outcome.Value).Q850Text),
        _ => Of(recipient.Outcome!.Value),
    };

    // SIP and Q.850 as RFC 3398 (ISUP to SIP mapping) pairs them.
    private static (string Status, int SipCode, string SipText, string Q850Text) Of(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Answered => ("ANSWERED", 200, "OK", "Normal call clearing"),
        CallOutcome.TargetBusy => ("BUSY", 486, "Busy Here", "User busy"),
        CallOutcome.TargetNoAnswer => ("NOANSWER", 480, "Temporarily Unavailable", "No answer from user"),
        CallOutcome.TargetRejected => ("REJECTED", 603, "Decline", "Call rejected"),
        CallOutcome.TargetUnreachable => ("FAILED", 404, "Not Found", "Unallocated number"),
        CallOutcome.AgentBusy or CallOutcome.AgentNoAnswer or CallOutcome.AgentOffline or CallOutcome.AgentDeclined or CallOutcome.AgentBlocked => ("NOAGENT", 480, "Temporarily Unavailable", "No answer from user"),
        CallOutcome.LineUnavailable or CallOutcome.LineRefused or CallOutcome.Throttled => ("FAILED", 503, "Service Unavailable", "Network out of order"),
        CallOutcome.NotAllowed => ("BLOCKED", 403, "Forbidden", "Call rejected"),
        CallOutcome.Canceled or CallOutcome.Expired => ("CANCELED", 487, "Request Terminated", "Normal, unspecified"),
        _ => ("UNKNOWN", 0, "", ""),
    };
}
