using Click2Call.Orders;

namespace Click2Call.Flows;

/// <summary>One step of a flow. Which members count depends on the kind; docs/flows.md has the table. Texts may hold variables.</summary>
public sealed record FlowStep
{
    /// <summary>Its name in the flow: lower-case letters, digits and dashes.</summary>
    public required string Id { get; init; }

    /// <summary>What it does.</summary>
    public required FlowStepKind Kind { get; init; }

    /// <summary>What is played, or said before something is asked.</summary>
    public IReadOnlyList<FlowSound> Play { get; init; } = [];

    /// <summary>The variable that takes the answer; absent: the step's own name.</summary>
    public string? Into { get; init; }

    /// <summary>The step after this one.</summary>
    public string? Next { get; init; }

    /// <summary>The step when nothing else fits, or when it failed.</summary>
    public string? Otherwise { get; init; }

    /// <summary>Keys of a menu, and where they lead.</summary>
    public IReadOnlyList<NameValue> Keys { get; init; } = [];

    /// <summary>Ways out by the answer, tried in order before <see cref="Next"/>.</summary>
    public IReadOnlyList<FlowCase> Cases { get; init; } = [];

    /// <summary>What a branch asks about: <c>caller</c>, <c>called</c>, <c>time</c> or a variable.</summary>
    public string? On { get; init; }

    /// <summary>How often a menu is played, 1 to 10.</summary>
    public int Times { get; init; } = 3;

    /// <summary>How long a key is waited for.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The least of it: digits, or seconds of a recording; 0: not said.</summary>
    public int Min { get; init; }

    /// <summary>The most of it: digits, or seconds of a recording; 0: not said.</summary>
    public int Max { get; init; }

    /// <summary>How an answer is confirmed, in the phone system's word; absent: its own way.</summary>
    public string? Confirm { get; init; }

    /// <summary>The key that ends the digits.</summary>
    public string? SkipKey { get; init; }

    /// <summary>What comes back when that key is pressed alone.</summary>
    public string? SkipValue { get; init; }

    /// <summary>Whether music plays while the phone system waits for us or for the other phone.</summary>
    public bool Music { get; init; }

    /// <summary>The name of a recording.</summary>
    public string? FileName { get; init; }

    /// <summary>The language that is spoken, such as <c>he-IL</c>; absent: the phone system's own.</summary>
    public string? Language { get; init; }

    /// <summary>The number to dial, the extension to jump to, or the person to be called.</summary>
    public string? Number { get; init; }

    /// <summary>The number that the dialled phone shows; absent: the caller's.</summary>
    public string? Shows { get; init; }

    /// <summary>The network address to dial at.</summary>
    public string? Address { get; init; }

    /// <summary>How long the dialled phone rings; zero: as long as the phone system likes.</summary>
    public TimeSpan RingTime { get; init; }

    /// <summary>How long they may talk; zero: no limit.</summary>
    public TimeSpan Limit { get; init; }

    /// <summary>What is charged; 0 or absent: the caller is asked.</summary>
    public string? Sum { get; init; }

    /// <summary>How many instalments there may be.</summary>
    public int Payments { get; init; } = 1;

    /// <summary>How instalments are billed: <c>regular</c>, <c>keva</c> (standing order) or <c>ask</c>.</summary>
    public string? PaymentsMode { get; init; }

    /// <summary>The terminal of the card processor.</summary>
    public string? Terminal { get; init; }

    /// <summary>What the charge is for.</summary>
    public string? Category { get; init; }

    /// <summary>The click-to-call through which a lead is called.</summary>
    public string? ClickToCall { get; init; }

    /// <summary>The lead's name.</summary>
    public string? Name { get; init; }

    /// <summary>What the lead's history says, or the value that a variable is set to.</summary>
    public string? Text { get; init; }

    /// <summary>Whether the phone system comes back with an answer before we go on.</summary>
    public bool Asks => Kind is FlowStepKind.Listen or FlowStepKind.Menu or FlowStepKind.Digits or FlowStepKind.Record or FlowStepKind.Speech
        or FlowStepKind.Dial or FlowStepKind.DialIp or FlowStepKind.Charge;

    /// <summary>Whether a person has to do something before the call goes on.</summary>
    public bool NeedsPerson => Kind is FlowStepKind.Menu or FlowStepKind.Digits or FlowStepKind.Record or FlowStepKind.Speech or FlowStepKind.Charge;

    /// <summary>Whether the flow is over with it.</summary>
    public bool IsLast => Kind is FlowStepKind.Jump or FlowStepKind.HangUp;

    /// <summary>Whether the phone system does something.</summary>
    public bool IsModule => Kind <= FlowStepKind.Charge;

    /// <summary>Where it leads, by the member that says so.</summary>
    public IEnumerable<(string Member, string Step)> Exits()
    {
        if (Next is not null)
            yield return ("next", Next);
        if (Otherwise is not null)
            yield return ("otherwise", Otherwise);
        foreach (var (key, step) in Keys)
            yield return ($"keys.{key}", step);
        for (var index = 0; index < Cases.Count; index++)
            yield return (string.Create(System.Globalization.CultureInfo.InvariantCulture, $"cases[{index}].next"), Cases[index].Next);
    }

    /// <summary>Every text of it that may hold variables, by its member.</summary>
    public IEnumerable<(string Member, string Text)> Texts()
    {
        (string, string?)[] own =
        [
            ("number", Number), ("shows", Shows), ("sum", Sum), ("name", Name), ("text", Text), ("category", Category),
        ];
        foreach (var (member, text) in own)
        {
            if (text is not null)
                yield return (member, text);
        }

        for (var index = 0; index < Play.Count; index++)
        {
            foreach (var text in new[] { Play[index].Text, Play[index].Number, Play[index].Digits, Play[index].File })
            {
                if (text is not null)
                    yield return (string.Create(System.Globalization.CultureInfo.InvariantCulture, $"play[{index}]"), text);
            }
        }
    }
}
