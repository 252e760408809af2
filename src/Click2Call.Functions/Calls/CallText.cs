using System.Text.Json.Serialization;
using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Functions.Calls;

/// <summary>A call as the native API tells it.</summary>
internal sealed record CallText
{
    public required string Id { get; init; }

    public required string State { get; init; }

    public string? Outcome { get; init; }

    public bool? Uncertain { get; init; }

    public required string Kind { get; init; }

    public required string Front { get; init; }

    public string? ClickToCall { get; init; }

    public required string Line { get; init; }

    public string? Agent { get; init; }

    public string? Group { get; init; }

    public string? Target { get; init; }

    public string? RingingLeg { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? AskedFor { get; init; }

    public DateTimeOffset? NextTryAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public double? SecondsToRing { get; init; }

    public double? SecondsToConnect { get; init; }

    public double? TalkedSeconds { get; init; }

    public Uri? Recording { get; init; }

    public string? Disposition { get; init; }

    public string? Note { get; init; }

    public LeadText? Lead { get; init; }

    public IReadOnlyList<JoinedText>? JoinedLeads { get; init; }

    public required IReadOnlyList<AttemptText> Attempts { get; init; }

    public static CallText Of(Call call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var group = call.Order.LegOf(LegRole.Agent)?.Destination as GroupDestination;
        return new()
        {
            Id = call.Id.ToString(),
            State = Words.Of(call.State),
            Outcome = call.Outcome is { } outcome ? Words.Of(outcome) : null,
            Uncertain = call.Uncertain ? true : null,
            Kind = Words.Of(call.Order.Kind),
            Front = call.Order.Front,
            ClickToCall = call.Order.ClickToCall,
            Line = call.Line,
            Agent = group is null ? call.Order.LegOf(LegRole.Agent)?.Destination.Dialable : AgentOf(call),
            Group = group?.Name,
            Target = call.Order.LegOf(LegRole.Target)?.Destination.Dialable,
            RingingLeg = call.RingingLeg is { } leg ? Words.Of(leg) : null,
            CreatedAt = call.CreatedAt,
            AskedFor = call.Order.AskedFor,
            NextTryAt = call.NextTryAt,
            EndedAt = call.EndedAt,
            SecondsToRing = Since(call, call.Attempts.Select(attempt => attempt.First.RingingAt).FirstOrDefault(at => at is not null)),
            SecondsToConnect = Since(call, call.Attempts.Select(Connected(call)).FirstOrDefault(at => at is not null)),
            TalkedSeconds = call.Talked?.TotalSeconds,
            Recording = call.Recording,
            Disposition = call.Disposition,
            Note = NoteOf(call),
            Lead = LeadText.Of(call.Order.Lead),
            JoinedLeads = call.JoinedLeads.IsDefaultOrEmpty ? null : [.. call.JoinedLeads.Select(joined => new JoinedText(joined.At, joined.Front, LeadText.Of(joined.Lead)!))],
            Attempts = [.. call.Attempts.Select(AttemptText.Of)],
        };
    }

    private static string? NoteOf(Call call) => call.Order.Dropped is { Count: > 0 } dropped
        ? string.Join(' ', new[] { call.Note, $"The line does not carry: {string.Join(", ", dropped.Take(20))}." }.OfType<string>())
        : call.Note;

    // Who answered; as long as nobody did, who was rung last.
    private static string? AgentOf(Call call) =>
        (call.Attempts.LastOrDefault(attempt => (call.Order.First.Role == LegRole.Agent ? attempt.First : attempt.Second).AnsweredAt is not null)
            ?? call.Attempts.LastOrDefault(attempt => attempt.Agent is not null))?.Agent;

    private static Func<Attempt, DateTimeOffset?> Connected(Call call) => call.Order.Second is null
        ? attempt => attempt.First.AnsweredAt
        : attempt => attempt.Second.AnsweredAt;

    private static double? Since(Call call, DateTimeOffset? at) => at is { } time ? Math.Round((time - call.CreatedAt).TotalSeconds, 3) : null;
}

/// <summary>The person behind a lead.</summary>
internal sealed record LeadText(
    string? Name, string? Email, string? Message, string? Page, IReadOnlyDictionary<string, string>? Fields)
{
    public static LeadText? Of(Lead? lead) => lead is null ? null : new(
        lead.Name, lead.Email, lead.Message, lead.Page,
        lead.Fields.Count == 0 ? null : lead.Fields.GroupBy(field => field.Name).ToDictionary(group => group.Key, group => group.Last().Value));
}

/// <summary>What the same person told when they asked again.</summary>
internal sealed record JoinedText(DateTimeOffset At, string Front, LeadText Lead);

/// <summary>One attempt.</summary>
internal sealed record AttemptText
{
    public required int Number { get; init; }

    public required string Line { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public string? Agent { get; init; }

    public IReadOnlyList<string>? Together { get; init; }

    public int? Round { get; init; }

    public string? Dial { get; init; }

    public string? Reason { get; init; }

    public string? ProviderCallId { get; init; }

    public string? LookedUp { get; init; }

    public LegText? First { get; init; }

    public LegText? Second { get; init; }

    public string? Keys { get; init; }

    public static AttemptText Of(Attempt attempt) => new()
    {
        Number = attempt.Number,
        Line = attempt.Line,
        StartedAt = attempt.StartedAt,
        Agent = attempt.Agent,
        Together = attempt.Together,
        Round = attempt.Round,
        Dial = attempt.Dial switch
        {
            DialResult.Accepted => "accepted",
            DialResult.Refused refused => "refused: " + Words.Of(refused.Outcome),
            DialResult.Uncertain => "uncertain",
            _ => null,
        },
        Reason = (attempt.Dial as DialResult.Refused)?.Reason ?? (attempt.Dial as DialResult.Uncertain)?.Reason,
        ProviderCallId = attempt.ProviderCallId,
        LookedUp = attempt.Found switch
        {
            LookUp.Live => "live",
            LookUp.Ended ended => "ended: " + Words.Of(ended.Outcome),
            LookUp.NeverPlaced => "neverPlaced",
            LookUp.GivenUp => "givenUp",
            _ => null,
        },
        First = LegText.Of(attempt.First),
        Second = LegText.Of(attempt.Second),
        Keys = attempt.Keys,
    };
}

/// <summary>What was seen of a leg.</summary>
internal sealed record LegText(DateTimeOffset? RingingAt, DateTimeOffset? AnsweredAt, DateTimeOffset? EndedAt, string? Cause)
{
    public static LegText? Of(LegFacts leg) => leg.Seen
        ? new(leg.RingingAt, leg.AnsweredAt, leg.EndedAt, leg.Cause is { } cause ? Words.Of(cause) : null)
        : null;
}

/// <summary>A page of calls.</summary>
internal sealed record CallPageText(IReadOnlyList<CallText> Calls, string? Continuation);

/// <summary>Their JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CallText))]
[JsonSerializable(typeof(CallPageText))]
[JsonSerializable(typeof(PlaceRequest))]
internal sealed partial class CallTextJson : JsonSerializerContext;
