using Click2Call.Accounts;
using Click2Call.Accounts.Hours;
using Click2Call.Orders;

namespace Click2Call.Storage.Accounts;

/// <summary>A row <c>clicktocall:{id}</c>. What a row says nothing of is as in a new <see cref="ClickToCall"/>.</summary>
internal sealed class StoredClickToCall
{
    private static readonly ClickToCall New = new() { Id = "", Name = "", Extension = "" };

    public string Name { get; set; } = "";

    public string Extension { get; set; } = "";

    public string? Line { get; set; }

    public bool AuthRequired { get; set; } = New.AuthRequired;

    public List<string> AllowedOrigins { get; set; } = [];

    public List<string> AllowedRegions { get; set; } = [];

    public List<string> Whitelist { get; set; } = [];

    public int Throttle { get; set; } = New.Throttle;

    public CallLimits? Limits { get; set; }

    public TimeSpan RingTime { get; set; } = New.RingTime;

    public TimeSpan TargetRingTime { get; set; } = New.TargetRingTime;

    public TimeSpan MaxDuration { get; set; } = New.MaxDuration;

    public bool Record { get; set; } = New.Record;

    public CallerId? TargetSees { get; set; }

    public string? AgentSeesNumber { get; set; }

    public Uri? ThankYouUrl { get; set; }

    public string HoneypotField { get; set; } = New.HoneypotField;

    public TimeSpan MinimumFillTime { get; set; } = New.MinimumFillTime;

    public StoredTurnstile? Turnstile { get; set; }

    public TimeSpan JoinWindow { get; set; } = New.JoinWindow;

    public StoredHours? Hours { get; set; }

    public string? SharedHours { get; set; }

    public HoursFor HoursFor { get; set; } = New.HoursFor;

    public TimeSpan Spread { get; set; } = New.Spread;

    public TimeSpan FurthestAhead { get; set; } = New.FurthestAhead;

    public TimeSpan MaxAge { get; set; } = New.MaxAge;

    public List<TimeSpan> RetryNoAgent { get; set; } = [.. New.Retry.NoAgent];

    public List<TimeSpan> RetryNoTarget { get; set; } = [.. New.Retry.NoTarget];

    public UncertainRule WhenUncertain { get; set; } = New.WhenUncertain;

    public bool DialTargetFirst { get; set; } = New.DialTargetFirst;

    public List<StoredWebhook> Webhooks { get; set; } = [];

    public string? Document { get; set; }

    public static StoredClickToCall From(ClickToCall click) => new()
    {
        Name = click.Name,
        Extension = click.Extension,
        Line = click.Line,
        AuthRequired = click.AuthRequired,
        AllowedOrigins = [.. click.AllowedOrigins],
        AllowedRegions = [.. click.AllowedRegions],
        Whitelist = [.. click.Whitelist],
        Throttle = click.Throttle,
        Limits = click.Limits,
        RingTime = click.RingTime,
        TargetRingTime = click.TargetRingTime,
        MaxDuration = click.MaxDuration,
        Record = click.Record,
        TargetSees = click.TargetSees,
        AgentSeesNumber = click.AgentSeesNumber,
        ThankYouUrl = click.ThankYouUrl,
        HoneypotField = click.HoneypotField,
        MinimumFillTime = click.MinimumFillTime,
        Turnstile = click.Turnstile is { } turnstile ? StoredTurnstile.From(turnstile) : null,
        JoinWindow = click.JoinWindow,
        Hours = click.Hours is { } hours ? StoredHours.From(hours) : null,
        SharedHours = click.SharedHours,
        HoursFor = click.HoursFor,
        Spread = click.Spread,
        FurthestAhead = click.FurthestAhead,
        MaxAge = click.MaxAge,
        RetryNoAgent = [.. click.Retry.NoAgent],
        RetryNoTarget = [.. click.Retry.NoTarget],
        WhenUncertain = click.WhenUncertain,
        DialTargetFirst = click.DialTargetFirst,
        Webhooks = [.. click.Webhooks.Select(StoredWebhook.From)],
        Document = click.Document,
    };

    public ClickToCall To(string id) => new()
    {
        Id = id,
        Name = Name,
        Extension = Extension,
        Line = Line,
        AuthRequired = AuthRequired,
        AllowedOrigins = AllowedOrigins,
        AllowedRegions = AllowedRegions,
        Whitelist = Whitelist,
        Throttle = Throttle,
        Limits = Limits,
        RingTime = RingTime,
        TargetRingTime = TargetRingTime,
        MaxDuration = MaxDuration,
        Record = Record,
        TargetSees = TargetSees,
        AgentSeesNumber = AgentSeesNumber,
        ThankYouUrl = ThankYouUrl,
        HoneypotField = HoneypotField,
        MinimumFillTime = MinimumFillTime,
        Turnstile = Turnstile?.To(),
        JoinWindow = JoinWindow,
        Hours = Hours?.To(""),
        SharedHours = SharedHours,
        HoursFor = HoursFor,
        Spread = Spread,
        FurthestAhead = FurthestAhead,
        MaxAge = MaxAge,
        Retry = new RetrySchedule { NoAgent = RetryNoAgent, NoTarget = RetryNoTarget },
        WhenUncertain = WhenUncertain,
        DialTargetFirst = DialTargetFirst,
        Webhooks = [.. Webhooks.Select(webhook => webhook.To())],
        Document = Document,
    };
}
