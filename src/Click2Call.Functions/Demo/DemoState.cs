using System.Text.Json.Serialization;

namespace Click2Call.Functions.Demo;

/// <summary>What the demo page shows, as of one moment.</summary>
/// <param name="Now">The server's clock.</param>
/// <param name="Agent">The agent's phone.</param>
/// <param name="Visitor">The visitor's phone.</param>
/// <param name="Calls">The newest calls, newest first.</param>
internal sealed record DemoState(DateTimeOffset Now, DemoPhone Agent, DemoPhone Visitor, IReadOnlyList<DemoCall> Calls);

/// <summary>A phone on the screen.</summary>
/// <param name="State"><c>idle</c>, <c>ringing</c> (somebody calls it), <c>calling</c> (it is off the hook, and the other phone rings) or <c>connected</c>.</param>
internal sealed record DemoPhone(string State)
{
    /// <summary>The call's id.</summary>
    public string? Call { get; init; }

    /// <summary>The name on its display.</summary>
    public string? Name { get; init; }

    /// <summary>The number on its display.</summary>
    public string? Number { get; init; }

    /// <summary>Since when it is in this state.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When it stops ringing.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether its keys work; other simulated phones follow the table of test numbers.</summary>
    public bool ByHand { get; init; }

    /// <summary>How many more calls ring it.</summary>
    public int Waiting { get; init; }
}

/// <summary>A line of the history.</summary>
/// <param name="Id">The call's id.</param>
/// <param name="At">When it was asked for.</param>
/// <param name="State">Where it is: <c>scheduled</c>, <c>dialing</c>, <c>ringing</c>, <c>connected</c> or <c>ended</c>.</param>
internal sealed record DemoCall(string Id, DateTimeOffset At, string State)
{
    /// <summary>The visitor's name.</summary>
    public string? Name { get; init; }

    /// <summary>The visitor's number.</summary>
    public string? Number { get; init; }

    /// <summary>Whose phone rings.</summary>
    public string? Ringing { get; init; }

    /// <summary>Why it, or its last attempt, ended: <c>answered</c>, <c>agentBusy</c>, …</summary>
    public string? Outcome { get; init; }

    /// <summary>When it is tried again.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>How many attempts there were.</summary>
    public int Attempts { get; init; }

    /// <summary>The agents who were rung in the latest round over the group, in their order.</summary>
    public IReadOnlyList<string>? Agents { get; init; }

    /// <summary>Seconds from the request to the first ring.</summary>
    public double? ToRing { get; init; }

    /// <summary>Seconds from the request until both talked.</summary>
    public double? ToConnect { get; init; }

    /// <summary>Seconds of talk, so far if they still talk.</summary>
    public double? Talked { get; init; }
}

/// <summary>What the demo page needs to know once.</summary>
/// <param name="Form">Where the contact form posts to.</param>
/// <param name="Key">The demo key.</param>
internal sealed record DemoAbout(string Form, string? Key);

/// <summary>A flow that can be played.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
internal sealed record DemoFlow(string Id, string Name, int Version);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DemoState))]
[JsonSerializable(typeof(DemoAbout))]
[JsonSerializable(typeof(IReadOnlyList<DemoFlow>))]
internal sealed partial class DemoJson : JsonSerializerContext;
