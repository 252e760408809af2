using Click2Call.Accounts.Hours;
using Click2Call.Orders;

namespace Click2Call.Accounts;

/// <summary>One "call me" door: who is rung, and who may knock.</summary>
public sealed record ClickToCall
{
    /// <summary>The id in the account.</summary>
    public required string Id { get; init; }

    /// <summary>The name that people read; agents see it on their phone.</summary>
    public required string Name { get; init; }

    /// <summary>Who is rung: an extension or a hunt group of the account, a phone number or, where a key is required, a SIP address.</summary>
    public required string Extension { get; init; }

    /// <summary>The line; absent: the extension's or the group's, else the account's first.</summary>
    public string? Line { get; init; }

    /// <summary>Whether starting a call needs a key. A form on a public page does not.</summary>
    public bool AuthRequired { get; init; } = true;

    /// <summary>Origins (<c>https://www.example.com</c>) whose pages may post; empty: any page may. A post without an Origin header is let through, because browsers leave it out of some plain form posts.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Regions (ISO 3166) that may be called by leads and by whoever has no key; empty: the account's own where no key is needed, else any.</summary>
    public IReadOnlyList<string> AllowedRegions { get; init; } = [];

    /// <summary>Regular expressions of which the target must match one; empty: no such rule (Kazoo <c>whitelist</c>).</summary>
    public IReadOnlyList<string> Whitelist { get; init; } = [];

    /// <summary>How many of its calls may be in flight; 0: no limit (Kazoo <c>throttle</c>).</summary>
    public int Throttle { get; init; }

    /// <summary>How often it may be used; absent: <see cref="CallLimits.ForThePublic"/> where no key is needed, else <see cref="CallLimits.ForTools"/> for leads of tools and no limit for orders with a key.</summary>
    public CallLimits? Limits { get; init; }

    /// <summary>How long the agent's phone rings.</summary>
    public TimeSpan RingTime { get; init; } = Leg.DefaultRingTime;

    /// <summary>How long the target's phone rings.</summary>
    public TimeSpan TargetRingTime { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long they may talk.</summary>
    public TimeSpan MaxDuration { get; init; } = CallOrder.DefaultMaxDuration;

    /// <summary>Whether to record.</summary>
    public bool Record { get; init; }

    /// <summary>The number that the target sees.</summary>
    public CallerId? TargetSees { get; init; }

    /// <summary>The number that the agent sees (Kazoo <c>caller_id_number</c>); absent: the target's.</summary>
    public string? AgentSeesNumber { get; init; }

    /// <summary>Where a browser goes after a plain form post; absent: a built-in page.</summary>
    public Uri? ThankYouUrl { get; init; }

    /// <summary>A field that people do not see and must stay empty; absent: <c>website</c>.</summary>
    public string HoneypotField { get; init; } = "website";

    /// <summary>How long a person needs at least to fill the form, when it says when it was opened.</summary>
    public TimeSpan MinimumFillTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How Turnstile guards its public form; absent: it does not. A guarded click-to-call has no other door without a key.</summary>
    public TurnstileSettings? Turnstile { get; init; }

    /// <summary>A person who was answered within this time is not called again by another form or webhook.</summary>
    public TimeSpan JoinWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>When its people take calls, where it has hours of its own; see <see cref="Account.HoursOf"/>.</summary>
    public OpeningHours? Hours { get; init; }

    /// <summary>The name of hours of the account; absent: <see cref="Hours"/>.</summary>
    public string? SharedHours { get; init; }

    /// <summary>Which orders the hours hold for.</summary>
    public HoursFor HoursFor { get; init; }

    /// <summary>Over how much time the calls that wait for an opening are spread.</summary>
    public TimeSpan Spread { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How far ahead a visitor may ask for a time.</summary>
    public TimeSpan FurthestAhead { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a lead may wait to be placed, while anybody may be called.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>When it is tried again.</summary>
    public RetrySchedule Retry { get; init; } = RetrySchedule.ForLeads;

    /// <summary>What to do when it may have rung and nothing can tell.</summary>
    public UncertainRule WhenUncertain { get; init; } = UncertainRule.Leave;

    /// <summary>Dial the contact first (Kazoo <c>dial_first</c>).</summary>
    public bool DialTargetFirst { get; init; }

    /// <summary>The CRMs and form tools that may post leads to it.</summary>
    public IReadOnlyList<WebhookSettings> Webhooks { get; init; } = [];

    /// <summary>The document that a dialect created it with, kept whole so that nothing that it does not know is lost (Kazoo).</summary>
    public string? Document { get; init; }

    /// <summary>The settings of one source; null when it may not post here.</summary>
    public WebhookSettings? FindWebhook(string source) => Webhooks.FirstOrDefault(webhook => webhook.Source == source);
}
