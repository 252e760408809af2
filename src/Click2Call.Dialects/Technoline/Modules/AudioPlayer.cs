using System.Text.Json.Serialization;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>Plays as a media player: the caller may skip, pause and go back. How far the caller came comes back.</summary>
public sealed record AudioPlayer : Module
{
    /// <summary>A player.</summary>
    public AudioPlayer(string name, IReadOnlyList<AudioItem> files)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        Files = ModuleRules.Files(files, needed: true);
    }

    /// <summary>Which file to begin with, from 1.</summary>
    public int? StartFile { get; init => field = ModuleRules.Range(value, 1, 10_000); }

    /// <summary>Where in it to begin, in milliseconds.</summary>
    public int? StartSecond { get; init => field = ModuleRules.Range(value, 0, 86_400_000); }

    /// <summary>A beep between files; the phone system does so unless told not to.</summary>
    [JsonConverter(typeof(LoudYesNoConverter))]
    public bool? BeepPlay { get; init; }

    /// <summary>Whether the length of a file is announced.</summary>
    [JsonConverter(typeof(LoudYesNoConverter))]
    public bool? PlayLength { get; init; }

    /// <summary>Where the meaning of the keys comes from; <c>template</c> with <see cref="PlayTemplate"/>.</summary>
    public string? DigitsSource { get; init => field = value is null ? null : ModuleRules.Short(value, 40); }

    /// <summary>The template that gives keys their meaning.</summary>
    public string? PlayTemplate { get; init => field = value is null ? null : ModuleRules.Short(value, 40); }

    /// <summary>What is heard.</summary>
    public IReadOnlyList<AudioItem> Files { get; }
}
