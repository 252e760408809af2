namespace Click2Call.Flows;

/// <summary>Where a call is in its flow, so that any instance can answer what comes next.</summary>
public sealed record FlowState
{
    /// <summary>The version of the flow with which the call began.</summary>
    public int Version { get; init; }

    /// <summary>The step whose answer is awaited; null when the flow is over.</summary>
    public string? Step { get; init; }

    /// <summary>Counts what was asked; with the step it makes the name under which the answer comes back.</summary>
    public int Turn { get; init; }

    /// <summary>The turn with which the call entered the flow; it may leave and come back.</summary>
    public int FirstTurn { get; init; }

    /// <summary>What the phone system was told last, to be told again when it asks again.</summary>
    public string Reply { get; init; } = "";

    /// <summary>How often it asked again without an answer.</summary>
    public int Repeats { get; init; }

    /// <summary>Variables and their values.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The steps that were gone through, the last 100.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>How many steps were gone through.</summary>
    public int Steps { get; init; }

    /// <summary>The call whose lead is offered, while one is.</summary>
    public string? Offer { get; init; }

    /// <summary>The last request, for phone systems that do not name what they answer.</summary>
    public string? Request { get; init; }

    /// <summary>When the call came in.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was last heard of.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>Whether the call is over.</summary>
    public bool HungUp { get; init; }
}
