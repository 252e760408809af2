using System.Text.Json.Serialization;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>Plays and waits for one key. The key comes back, or <see cref="ErrorReturn"/> when none was pressed.</summary>
public sealed record SimpleMenu : Module
{
    /// <summary>What comes back when nobody presses anything, unless something else is asked for.</summary>
    public const string NoKey = "ERROR";

    /// <summary>A menu.</summary>
    /// <param name="name">The name of its result.</param>
    /// <param name="enabledKeys">Keys with commas between, or <c>ALL</c>; any other key is ignored while the caller waits.</param>
    public SimpleMenu(string name, string enabledKeys)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(enabledKeys);
        Name = name;
        EnabledKeys = ModuleRules.Keys(enabledKeys);
    }

    /// <summary>The keys that count.</summary>
    public string EnabledKeys { get; }

    /// <summary>How often it is played before it gives up.</summary>
    public int? Times { get; init => field = ModuleRules.Range(value, 1, 20); }

    /// <summary>Seconds to wait for a key.</summary>
    public int? Timeout { get; init => field = ModuleRules.Range(value, 1, 120); }

    /// <summary>What comes back when no key was pressed.</summary>
    public string? ErrorReturn { get; init => field = value is null ? null : ModuleRules.Short(value, 32); }

    /// <summary>Where the caller goes when it gives up, instead of coming back to us: an extension's id, <c>.</c> (here) or <c>..</c> (the menu before).</summary>
    public string? ExtensionChange { get; init => field = value is null or "." or ".." ? value : ModuleRules.ExtensionId(value); }

    /// <summary>Music while the phone system waits for our answer.</summary>
    [JsonConverter(typeof(YesNoConverter))]
    public bool? SetMusic { get; init; }

    /// <summary>What is heard.</summary>
    public IReadOnlyList<AudioItem> Files { get; init => field = ModuleRules.Files(value, needed: false, keys: true); } = [];
}
