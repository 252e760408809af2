namespace Click2Call.Flows;

/// <summary>One thing that is played; exactly one of its members is set, besides <see cref="Voice"/> and <see cref="Extension"/>. Texts may hold variables.</summary>
public sealed record FlowSound
{
    /// <summary>Text to be spoken.</summary>
    public string? Text { get; init; }

    /// <summary>The voice that speaks the text; absent: the phone system's own.</summary>
    public string? Voice { get; init; }

    /// <summary>A file by its name: of the account's library, or else of the phone system.</summary>
    public string? File { get; init; }

    /// <summary>A file of the phone system, by its id.</summary>
    public string? FileId { get; init; }

    /// <summary>The extension under which the file lies; absent: the one that is asking.</summary>
    public string? Extension { get; init; }

    /// <summary>A number to be spoken as a whole.</summary>
    public string? Number { get; init; }

    /// <summary>Digits to be spoken one by one.</summary>
    public string? Digits { get; init; }
}
