namespace Click2Call.Campaigns;

/// <summary>A list of people who are all called: to hear a message, or to be connected with an extension.</summary>
public sealed record Campaign
{
    /// <summary>How long an equal request is taken for a repetition: longer than clients try again after a time-out.</summary>
    public static readonly TimeSpan RepeatWindow = TimeSpan.FromMinutes(5);

    /// <summary>The longest time after which a held campaign may go on.</summary>
    public static readonly TimeSpan ResumeWindow = TimeSpan.FromDays(7);

    /// <summary>The account's id.</summary>
    public required string Account { get; init; }

    /// <summary>The id: up to 16 digits that grow with time.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public string Title { get; init; } = "";

    /// <summary>When it was ordered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where it is.</summary>
    public CampaignState State { get; init; }

    /// <summary>Text that is spoken; absent where audio is played, or whoever answers is connected.</summary>
    public string? Text { get; init; }

    /// <summary>The name of the audio that is played.</summary>
    public string? Audio { get; init; }

    /// <summary>Whether that audio is kept by us, for this campaign alone; else the phone system has it under that name.</summary>
    public bool AudioIsOurs { get; init; }

    /// <summary>The extension that whoever answers is connected with; absent: a message is played.</summary>
    public string? Extension { get; init; }

    /// <summary>The line; absent: the account's first.</summary>
    public string? Line { get; init; }

    /// <summary>The number that phones show; absent: the line's.</summary>
    public string? Shows { get; init; }

    /// <summary>How many phones may be called at once.</summary>
    public int MaxRing { get; init; } = 5;

    /// <summary>How often a phone is called at most.</summary>
    public int DialRetries { get; init; } = 1;

    /// <summary>How long after a call that was not answered the next one is.</summary>
    public TimeSpan BetweenRetries { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>How long a phone rings.</summary>
    public TimeSpan RingTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Not before.</summary>
    public DateTimeOffset? SendTime { get; init; }

    /// <summary>Whether nobody is called from 23:00 to 08:00, in the account's zone or where the number is.</summary>
    public bool ReasonableHours { get; init; } = true;

    /// <summary>The keys of whoever hears the message, each one once.</summary>
    public IReadOnlyList<CampaignKey> Keys { get; init; } = [];

    /// <summary>How many are called.</summary>
    public int Phones { get; init; }

    /// <summary>What was sent and is no number.</summary>
    public IReadOnlyList<string> ErrorPhones { get; init; } = [];

    /// <summary>Who does not want to be called.</summary>
    public IReadOnlyList<string> BlockedPhones { get; init; } = [];

    /// <summary>Counts the wake-ups: one with a smaller number is out of date.</summary>
    public int Seq { get; init; }

    /// <summary>When it is worked on next.</summary>
    public DateTimeOffset WakeAt { get; init; }

    /// <summary>When it came to its end.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Nothing of it is under way, and nothing will be until somebody changes it: the sweep need not wake it.</summary>
    public bool AtRest { get; init; }

    /// <summary>Why it ended, or is held, before its time, in words for its sender.</summary>
    public string? Note { get; init; }

    /// <summary>Where it is at a phone system that runs it by itself; absent: we call one after the other.</summary>
    public CampaignElsewhere? Elsewhere { get; init; }
}
