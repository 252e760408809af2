namespace Click2Call.Orders;

/// <summary>What a message call plays, in order (Voicenter <c>pre_rec</c>, <c>dtmf</c>, <c>loop_rec</c>, <c>post_rec</c>).</summary>
public sealed record PlayList
{
    /// <summary>The recording that comes first.</summary>
    public string? Before { get; init; }

    /// <summary>Digits to be spoken one by one.</summary>
    public string? Digits { get; init; }

    /// <summary>The recording after each digit.</summary>
    public string? AfterDigit { get; init; }

    /// <summary>The recording that comes last.</summary>
    public string? After { get; init; }

    /// <summary>Text to be spoken, where the line can.</summary>
    public string? Text { get; init; }

    /// <summary>An audio file of the account's own, kept by us, that comes first; its name in <see cref="Campaigns.IAudioStore"/>.</summary>
    public string? Upload { get; init; }

    /// <summary>What the keys do that are pressed while it is played.</summary>
    public IReadOnlyList<KeyAction> Keys { get; init; } = [];
}
