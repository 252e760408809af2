using Click2Call.Calls;

namespace Click2Call.Storage.Calls;

/// <summary>A fact that a phone system can tell, as JSON. Our own conclusions never travel in events.</summary>
internal sealed record FactText
{
    public required string Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    public LegPosition? Leg { get; init; }

    public EndCause? Cause { get; init; }

    public TimeSpan? Talked { get; init; }

    public Uri? Recording { get; init; }

    public string? Text { get; init; }

    public static FactText Of(Fact fact) => fact switch
    {
        Fact.LegRinging ringing => new() { Kind = "ringing", At = fact.At, Leg = ringing.Leg },
        Fact.LegAnswered answered => new() { Kind = "answered", At = fact.At, Leg = answered.Leg },
        Fact.LegEnded ended => new() { Kind = "ended", At = fact.At, Leg = ended.Leg, Cause = ended.Cause },
        Fact.KeysPressed pressed => new() { Kind = "keys", At = fact.At, Text = pressed.Keys },
        Fact.ProviderNamed named => new() { Kind = "named", At = fact.At, Text = named.ProviderCallId },
        Fact.Recorded recorded => new()
        {
            Kind = "recorded", At = fact.At, Talked = recorded.Talked, Recording = recorded.Recording, Text = recorded.Disposition,
        },
        _ => throw new ArgumentException($"A phone system cannot tell a {fact.GetType().Name}.", nameof(fact)),
    };

    public Fact ToFact() => Kind switch
    {
        "ringing" => new Fact.LegRinging(Leg ?? default, At),
        "answered" => new Fact.LegAnswered(Leg ?? default, At),
        "ended" => new Fact.LegEnded(Leg ?? default, Cause ?? default, At),
        "keys" => new Fact.KeysPressed(Text ?? "", At),
        "named" => new Fact.ProviderNamed(Text ?? "", At),
        _ => new Fact.Recorded(Talked, Recording, Text, At),
    };
}
