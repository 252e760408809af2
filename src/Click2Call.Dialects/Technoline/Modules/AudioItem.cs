namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>One thing to be heard (Technoline API Module Documentation, The <c>files</c> Object). Made by one of the factories, so that it is always of exactly one kind.</summary>
public sealed record AudioItem
{
    private AudioItem()
    {
    }

    /// <summary>Text to be spoken.</summary>
    public string? Text { get; private init; }

    /// <summary>The voice that speaks it.</summary>
    public string? Voice { get; private init; }

    /// <summary>A file by its id.</summary>
    public string? FileId { get; private init; }

    /// <summary>A file by its name.</summary>
    public string? FileName { get; private init; }

    /// <summary>Where a file from outside is; the phone system keeps it for days under its name.</summary>
    public string? FileLink { get; private init; }

    /// <summary>A number to be spoken as a whole.</summary>
    public string? Number { get; private init; }

    /// <summary>Digits to be spoken one by one.</summary>
    public string? Digits { get; private init; }

    /// <summary>The extension under which the file lies.</summary>
    public string? ExtensionId { get; private init; }

    /// <summary>Keys that count while this is heard: keys, <c>NONE</c> or <c>SKIP</c>; in a menu only.</summary>
    public string? ActivatedKeys { get; private init; }

    /// <summary>Text to be spoken, in any language.</summary>
    public static AudioItem Say(string text, string? voice = null) => new() { Text = ModuleRules.Spoken(text), Voice = voice is null ? null : ModuleRules.Short(voice, 40) };

    /// <summary>A file by its name.</summary>
    public static AudioItem File(string name, string? extension = null) =>
        new() { FileName = NotEmpty(ModuleRules.Short(name, 200)), ExtensionId = extension is null ? null : ModuleRules.ExtensionId(extension) };

    /// <summary>A file by its id.</summary>
    public static AudioItem FileOf(string id, string? extension = null) =>
        new() { FileId = NotEmpty(ModuleRules.Digits(id, 20)), ExtensionId = extension is null ? null : ModuleRules.ExtensionId(extension) };

    /// <summary>A number as a whole.</summary>
    public static AudioItem AsNumber(string digits) => new() { Number = NotEmpty(ModuleRules.Digits(digits, 15)) };

    /// <summary>Digits one by one.</summary>
    public static AudioItem AsDigits(string digits) => new() { Digits = NotEmpty(ModuleRules.Digits(digits, 50)) };

    /// <summary>A file from outside. Change its name when it changes, or the old one is heard for days.</summary>
    public static AudioItem From(Uri address, string name)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address is { IsAbsoluteUri: true, Scheme: "http" or "https" }
            ? new() { FileLink = address.AbsoluteUri, FileName = NotEmpty(ModuleRules.Short(name, 200)) }
            : throw new ArgumentException("A file from outside is at an http or https address.", nameof(address));
    }

    /// <summary>The same, with keys that count while it is heard.</summary>
    public AudioItem WithKeys(string keys) => this with { ActivatedKeys = keys is "NONE" or "SKIP" ? keys : ModuleRules.Keys(keys) };

    private static string NotEmpty(string text) => text.Length > 0 ? text : throw new ArgumentException("This is empty.", nameof(text));
}
