using Click2Call.Accounts.Hours;
using Click2Call.Events;
using Click2Call.Flows;
using Click2Call.Lines;

namespace Click2Call.Accounts;

/// <summary>A customer of this installation: its extensions, lines and click-to-calls. One partition of storage, read whole and kept for seconds.</summary>
public sealed record Account
{
    /// <summary>The id: lower-case letters, digits and dashes, 2 to 32; no dot, because <c>account.clicktocall</c> is one word in addresses.</summary>
    public required string Id { get; init; }

    /// <summary>The name that people read.</summary>
    public required string Name { get; init; }

    /// <summary>The region (ISO 3166) in which numbers without a country code are read.</summary>
    public required string DefaultRegion { get; init; }

    /// <summary>The IANA time zone of opening hours that name none, and of the reasonable hours of campaigns.</summary>
    public string TimeZone { get; init; } = Accounts.Hours.TimeZones.Universal;

    /// <summary>Phones of the account.</summary>
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Phone systems of the account; the first is the default.</summary>
    public IReadOnlyList<LineSettings> Lines { get; init; } = [];

    /// <summary>Hunt groups: extensions of which one is rung after the other.</summary>
    public IReadOnlyList<HuntGroup> Groups { get; init; } = [];

    /// <summary>Forms, webhooks and Kazoo click-to-calls.</summary>
    public IReadOnlyList<ClickToCall> ClickToCalls { get; init; } = [];

    /// <summary>Network addresses, one by one, from which two-factor calls and campaigns are ordered.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>How many two-factor calls there may be in an hour.</summary>
    public int FlashCallsPerHour { get; init; } = 60;

    /// <summary>What phone systems are told while calls go on.</summary>
    public IReadOnlyList<Flow> Flows { get; init; } = [];

    /// <summary>Opening hours that click-to-calls share by name.</summary>
    public IReadOnlyList<OpeningHours> Hours { get; init; } = [];

    /// <summary>What callers of its flows hear from us instead of our own words.</summary>
    public IReadOnlyList<SystemMessage> Messages { get; init; } = [];

    /// <summary>The order in which people arranged the account's parts for themselves, by the ids of the management API; what is not in it comes behind.</summary>
    public IReadOnlyList<string> Order { get; init; } = [];

    /// <summary>Numbers in E.164 that are never called, whoever asks.</summary>
    public IReadOnlyList<string> BlockList { get; init; } = [];

    /// <summary>Addresses that are told of calls.</summary>
    public IReadOnlyList<EventEndpoint> Endpoints { get; init; } = [];

    /// <summary>CRMs in which ended calls are written down.</summary>
    public IReadOnlyList<WriteBackSettings> WriteBacks { get; init; } = [];

    /// <summary>The endpoint of that id.</summary>
    public EventEndpoint? FindEndpoint(string? id) => Endpoints.FirstOrDefault(endpoint => endpoint.Id == id);

    /// <summary>Whether anybody is to hear of such events.</summary>
    public bool Hears(CallEventType type) =>
        Endpoints.Any(endpoint => endpoint.Hears(type)) || (type is CallEventType.Ended or CallEventType.Updated && WriteBacks.Any(one => one.Enabled));

    /// <summary>How many days calls are kept; absent: as long as the installation's setting <c>RetentionDays</c> says.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>The extension of that number or display number; null when it is not the account's.</summary>
    public Extension? FindExtension(string number) =>
        Extensions.FirstOrDefault(extension => extension.Number == number || extension.Display == number);

    /// <summary>The line of that id, or the first for null.</summary>
    public LineSettings? FindLine(string? id) =>
        id is null ? (Lines is [var first, ..] ? first : null) : Lines.FirstOrDefault(line => line.Id == id);

    /// <summary>The flow of that id.</summary>
    public Flow? FindFlow(string? id) => Flows.FirstOrDefault(flow => flow.Id == id);

    /// <summary>What callers of a flow hear in place of a message of ours: the flow's own words, else the account's; empty: ours.</summary>
    /// <param name="flow">The flow's id; null: of all flows.</param>
    /// <param name="code">Which message; one of <see cref="SystemMessage"/>'s codes.</param>
    public IReadOnlyList<FlowSound> MessageOf(string? flow, string code) =>
        Messages.FirstOrDefault(message => message.Code == code && message.Flow == flow)?.Sounds ?? [];

    /// <summary>When a click-to-call's people take calls; null: always.</summary>
    public OpeningHours? HoursOf(ClickToCall? click) =>
        click?.Hours ?? (click?.SharedHours is { } name ? Hours.FirstOrDefault(hours => hours.Id == name) : null);

    /// <summary>The hunt group of that id.</summary>
    public HuntGroup? FindGroup(string? id) => Groups.FirstOrDefault(group => group.Id == id);

    /// <summary>The click-to-call of that id.</summary>
    public ClickToCall? FindClickToCall(string? id) => ClickToCalls.FirstOrDefault(click => click.Id == id);
}
