namespace Click2Call.Orders;

/// <summary>
/// What a front asks for, in one shape for all of them. Nothing that a dialect can say is lost on the way: what a
/// line cannot honour is refused or documented.
/// </summary>
public sealed record CallOrder
{
    /// <summary>How long a call may last when nobody says otherwise: 2 hours (Voicenter <c>maxduration</c>).</summary>
    public static readonly TimeSpan DefaultMaxDuration = TimeSpan.FromHours(2);

    /// <summary>The front of the native API, the one door at which a lead comes with a key.</summary>
    public const string NativeFront = "calls";

    /// <summary>The account's id.</summary>
    public required string Account { get; init; }

    /// <summary>The click-to-call's id in the account, when the order came through one.</summary>
    public string? ClickToCall { get; init; }

    /// <summary>The front that took it: <c>lead-form</c>, <c>calls</c>, <c>technoline</c>, …</summary>
    public required string Front { get; init; }

    /// <summary>Lead or direct.</summary>
    public required CallIntent Intent { get; init; }

    /// <summary>What happens when a phone is answered.</summary>
    public CallKind Kind { get; init; } = CallKind.Bridge;

    /// <summary>The phone that rings first.</summary>
    public required Leg First { get; init; }

    /// <summary>The phone that is dialled when the first has answered; absent for calls of one leg.</summary>
    public Leg? Second { get; init; }

    /// <summary>The line to use; absent: the click-to-call's, else that of the extension or group that is rung, else the account's first.</summary>
    public string? Line { get; init; }

    /// <summary>The trunk number to call out from (TEL4VN <c>hotline</c>).</summary>
    public string? Hotline { get; init; }

    /// <summary>How long the legs may be bridged.</summary>
    public TimeSpan MaxDuration { get; init; } = DefaultMaxDuration;

    /// <summary>Whether to record.</summary>
    public bool Record { get; init; }

    /// <summary>The language of prompts, as the front received it (<c>he</c>, <c>en</c>, …).</summary>
    public string? Language { get; init; }

    /// <summary>What a message call plays.</summary>
    public PlayList? Play { get; init; }

    /// <summary>The code of a conference (Voicenter <c>bbbcode</c>).</summary>
    public string? ConferenceCode { get; init; }

    /// <summary>Custom variables that travel with the call into its records, in their order.</summary>
    public IReadOnlyList<NameValue> Variables { get; init; } = [];

    /// <summary>The names of those variables that merely came along (in the query of an address); a line that cannot carry one is no reason not to call.</summary>
    public IReadOnlyList<string>? Incidental { get; init; }

    /// <summary>The names of those that came along and that the line could not carry; the history tells them.</summary>
    public IReadOnlyList<string>? Dropped { get; init; }

    /// <summary>Extra SIP headers (Kazoo <c>custom_sip_headers</c>).</summary>
    public IReadOnlyList<NameValue> SipHeaders { get; init; } = [];

    /// <summary>What the first leg hears while the second rings (Kazoo <c>ringback</c>).</summary>
    public string? Ringback { get; init; }

    /// <summary>Music on hold (Kazoo <c>music_on_hold.media_id</c>).</summary>
    public string? MusicOnHold { get; init; }

    /// <summary>Kazoo <c>bypass_media</c>: <c>true</c>, <c>false</c> or <c>auto</c>.</summary>
    public string? BypassMedia { get; init; }

    /// <summary>Kazoo <c>media.ignore_early_media</c>.</summary>
    public bool? IgnoreEarlyMedia { get; init; }

    /// <summary>Kazoo <c>presence_id</c>.</summary>
    public string? PresenceId { get; init; }

    /// <summary>What the front received and has no name here; lines of the same dialect hand it on.</summary>
    public IReadOnlyList<NameValue> Extra { get; init; } = [];

    /// <summary>How far the call must have come before the front is answered.</summary>
    public AnswerWhen AnswerWhen { get; init; } = AnswerWhen.Dialed;

    /// <summary>How long the front's caller is willing to wait for an answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What to do when the phone system is down.</summary>
    public LineDownRule OnLineDown { get; init; } = LineDownRule.Fail;

    /// <summary>What makes a repeated request the same request.</summary>
    public OrderKey? Key { get; init; }

    /// <summary>When it is tried again.</summary>
    public RetrySchedule Retry { get; init; } = RetrySchedule.None;

    /// <summary>What to do when it may have rung and nothing can tell.</summary>
    public UncertainRule WhenUncertain { get; init; } = UncertainRule.Leave;

    /// <summary>Not to be dialled before: the time that was asked for, or the next at which it may be placed.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The time that the person asked for, whether or not it is one at which we call; absent: as soon as it may be.</summary>
    public DateTimeOffset? AskedFor { get; init; }

    /// <summary>Not to be dialled from then on, whatever keeps it; absent: see <see cref="MaxAge"/>.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How long it may wait, from when it may first be placed. Time at which nobody may be called does not count. Absent: 24 hours.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Whether the person asked to be called right now, at whatever hour of their night. That holds for the first round alone.</summary>
    public bool AskedForNow { get; init; }

    /// <summary>The IANA zone in which the person is told times; absent: the number's, where it tells one, else the account's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>
    /// When the lead came about, by its sender's word; absent: now. A sender that was held up repeats for days, and a
    /// person who was talked to since then is not called for it again.
    /// </summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Who the lead is.</summary>
    public Lead? Lead { get; init; }

    /// <summary>The network address of whoever ordered without a key and without being a lead, if the operator trusts the proxy in front of us.</summary>
    public string? AskedFrom { get; init; }

    /// <summary>Whether whom to call is what somebody typed into a form, a tool or a phone: a lead that came in by another door than the native API.</summary>
    public bool IsTypedByPublic => Intent == CallIntent.Lead && Front != NativeFront;

    /// <summary>The W3C trace context in which the call began.</summary>
    public string? Trace { get; init; }

    /// <summary>The leg of that role.</summary>
    public Leg? LegOf(LegRole role) => First.Role == role ? First : Second?.Role == role ? Second : null;
}
