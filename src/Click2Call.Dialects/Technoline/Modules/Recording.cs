namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>Records the caller. The file's name comes back, and <c>FILE_</c>, <c>PATH_</c>, <c>SIZE_</c>, <c>DURATION_</c> and <c>DIGIT_</c> of the name.</summary>
public sealed record Recording : Module
{
    /// <summary>A recording of at most and at least so many seconds.</summary>
    public Recording(string name, int? max = null, int? min = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        Max = ModuleRules.Range(max, 1, 7200);
        Min = ModuleRules.Range(min, 0, max ?? 7200);
    }

    /// <summary>The most seconds.</summary>
    public int? Max { get; }

    /// <summary>The least.</summary>
    public int? Min { get; }

    /// <summary><c>confirmOnly</c> (the phone system's way), <c>ful</c> (plays it back first; the vendor's spelling) or <c>no</c>.</summary>
    public string? Confirm { get; init => field = value is null ? null : ModuleRules.OneOf(value, "confirmOnly", "ful", "no"); }

    /// <summary>The file's name; <c>{{PBXphone}}</c> and its sisters are filled in by the phone system.</summary>
    public string? FileName { get; init => field = value is null ? null : ModuleRules.Template(value); }

    /// <summary>The extension under which it is kept.</summary>
    public string? SaveFolder { get; init => field = value is null ? null : ModuleRules.ExtensionId(value); }

    /// <summary>What is heard before.</summary>
    public IReadOnlyList<AudioItem> Files { get; init => field = ModuleRules.Files(value, needed: false); } = [];
}
