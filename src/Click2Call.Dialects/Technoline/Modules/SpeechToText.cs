namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>Records the caller for at most 10 seconds and writes down what was said. The text comes back, and the values of a recording.</summary>
public sealed record SpeechToText : Module
{
    /// <summary>The longest that the phone system writes down, in seconds.</summary>
    public const int Longest = 10;

    /// <summary>Speech of at most and at least so many seconds.</summary>
    public SpeechToText(string name, int? max = null, int? min = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        Max = ModuleRules.Range(max, 1, Longest);
        Min = ModuleRules.Range(min, 0, max ?? Longest);
    }

    /// <summary>The most seconds.</summary>
    public int? Max { get; }

    /// <summary>The least.</summary>
    public int? Min { get; }

    /// <summary>The language that is spoken (PBX Documentation Center, The 12 Modules).</summary>
    public string? Lang { get; init => field = value is null ? null : ModuleRules.Short(value, 16); }

    /// <summary>The file's name.</summary>
    public string? FileName { get; init => field = value is null ? null : ModuleRules.Template(value); }

    /// <summary>The extension under which it is kept.</summary>
    public string? SaveFolder { get; init => field = value is null ? null : ModuleRules.ExtensionId(value); }

    /// <summary>The campaign that pays.</summary>
    public string? CampaignBilling { get; init => field = value is null ? null : ModuleRules.Short(value, 40); }

    /// <summary>What is heard before.</summary>
    public IReadOnlyList<AudioItem> Files { get; init => field = ModuleRules.Files(value, needed: false); } = [];
}
