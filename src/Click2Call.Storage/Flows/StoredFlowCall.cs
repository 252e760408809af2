using Click2Call.Flows;

namespace Click2Call.Storage.Flows;

/// <summary>The document of a call's place in its flow. With setters, so that a member that an older row lacks reads as its default.</summary>
internal sealed class StoredFlowCall
{
    public int Version { get; set; }

    public string? Step { get; set; }

    public int Turn { get; set; }

    public int FirstTurn { get; set; }

    public string Reply { get; set; } = "";

    public int Repeats { get; set; }

    public Dictionary<string, string> Variables { get; set; } = [];

    public List<string> Path { get; set; } = [];

    public int Steps { get; set; }

    public string? Offer { get; set; }

    public string? Request { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset SeenAt { get; set; }

    public bool HungUp { get; set; }

    public static StoredFlowCall From(FlowState state) => new()
    {
        Version = state.Version,
        Step = state.Step,
        Turn = state.Turn,
        FirstTurn = state.FirstTurn,
        Reply = state.Reply,
        Repeats = state.Repeats,
        Variables = state.Variables.ToDictionary(StringComparer.Ordinal),
        Path = [.. state.Path],
        Steps = state.Steps,
        Offer = state.Offer,
        Request = state.Request,
        StartedAt = state.StartedAt,
        SeenAt = state.SeenAt,
        HungUp = state.HungUp,
    };

    public FlowState To() => new()
    {
        Version = Version,
        Step = Step,
        Turn = Turn,
        FirstTurn = FirstTurn,
        Reply = Reply,
        Repeats = Repeats,
        Variables = Variables,
        Path = Path,
        Steps = Steps,
        Offer = Offer,
        Request = Request,
        StartedAt = StartedAt,
        SeenAt = SeenAt,
        HungUp = HungUp,
    };
}
