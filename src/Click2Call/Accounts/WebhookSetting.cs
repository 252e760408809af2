namespace Click2Call.Accounts;

/// <summary>One setting of a source of webhooks.</summary>
/// <param name="Name">As the file writes it.</param>
/// <param name="Kind">What stands there.</param>
/// <param name="What">One clause for people: what it is and where it is found.</param>
public sealed record WebhookSetting(string Name, WebhookSettingKind Kind, string What)
{
    /// <summary>Whether the source cannot do without.</summary>
    public bool Needed { get; init; }

    /// <summary>Whether this secret is for reading records behind the answer, and no post needs it.</summary>
    public bool ForReading { get; init; }

    /// <summary>The texts that are possible; empty: any of 1 to 500 characters.</summary>
    public IReadOnlyList<string> OneOf { get; init; } = [];
}
