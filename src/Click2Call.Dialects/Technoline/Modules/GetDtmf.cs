using System.Text.Json.Serialization;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>Plays and collects several digits. They come back, or <see cref="SkipValue"/>.</summary>
public sealed record GetDtmf : Module
{
    /// <summary>Asks for up to so many digits.</summary>
    public GetDtmf(string name, int max, int? min = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        Max = ModuleRules.Range(max, 1, 64);
        Min = ModuleRules.Range(min, 0, max);
    }

    /// <summary>The most digits.</summary>
    public int Max { get; }

    /// <summary>The least; with fewer the caller is asked again.</summary>
    public int? Min { get; }

    /// <summary>Seconds between digits.</summary>
    public int? Timeout { get; init => field = ModuleRules.Range(value, 1, 120); }

    /// <summary>The key that ends the digits.</summary>
    public string? SkipKey { get; init => field = value is null ? null : ModuleRules.OneOf(value, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"); }

    /// <summary>What comes back when that key is pressed with no digit before it.</summary>
    public string? SkipValue { get; init => field = value is null ? null : ModuleRules.Short(value, 32); }

    /// <summary>How it is read back: as a <c>number</c> (the phone system's way), as <c>digits</c>, or <c>no</c>t.</summary>
    public string? ConfirmType { get; init => field = value is null ? null : ModuleRules.OneOf(value, "number", "digits", "no"); }

    /// <summary>Music while the phone system waits for our answer.</summary>
    [JsonConverter(typeof(YesNoConverter))]
    public bool? SetMusic { get; init; }

    /// <summary>What is heard before.</summary>
    public IReadOnlyList<AudioItem> Files { get; init => field = ModuleRules.Files(value, needed: false); } = [];
}
