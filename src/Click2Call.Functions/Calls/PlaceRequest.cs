using System.Text.Json.Serialization;

namespace Click2Call.Functions.Calls;

/// <summary>The body of <c>POST /calls</c>. A property that is not one of these is an error that names it: a typo must not be dropped in silence.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PlaceRequest
{
    /// <summary>Whose phone rings: an extension, a hunt group, a phone number or a SIP address. Needed unless a click-to-call is named.</summary>
    public string? Agent { get; init; }

    /// <summary>Who is called. Needed.</summary>
    public string? Target { get; init; }

    /// <summary>The click-to-call whose agent, rules and schedule apply; the order is then a lead.</summary>
    public string? ClickToCall { get; init; }

    public string? Line { get; init; }

    /// <summary>This and the next, what phones show, and automatic answer: for direct calls only; of a lead the click-to-call says them.</summary>
    public double? RingSeconds { get; init; }

    public double? TargetRingSeconds { get; init; }

    public double? MaxDurationSeconds { get; init; }

    public bool? Record { get; init; }

    /// <summary>Call although the number is on the do-not-call list; for direct calls only.</summary>
    public bool? IgnoreDoNotCall { get; init; }

    public bool? AutoAnswer { get; init; }

    public string? Language { get; init; }

    public ShowsRequest? AgentSees { get; init; }

    public ShowsRequest? TargetSees { get; init; }

    public IReadOnlyDictionary<string, string?>? Variables { get; init; }

    public LeadRequest? Lead { get; init; }

    /// <summary><c>dialed</c> (default) or <c>recorded</c>: answer when it is written down.</summary>
    public string? Wait { get; init; }

    /// <summary>For a lead: the person asked to be called right now, at whatever hour it is where they are.</summary>
    public bool? AskedForNow { get; init; }

    /// <summary>Not before then; for a lead it is the time that the person asked for.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>What a phone shows.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ShowsRequest(string? Name, string? Number);

/// <summary>Who the person is.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record LeadRequest(string? Name, string? Email, string? Message, string? Page, IReadOnlyDictionary<string, string?>? Fields);
