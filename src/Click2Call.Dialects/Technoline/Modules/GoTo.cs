using System.Text.Json.Serialization;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>Sends the call to another extension of the phone system.</summary>
public sealed record GoTo : Module
{
    /// <summary>Jumps to an extension's id; <c>.</c> is the extension that asked, <c>..</c> the menu before it, as clients in the field use them.</summary>
    public GoTo(string extension)
    {
        ArgumentNullException.ThrowIfNull(extension);
        Extension = extension is "." or ".." ? extension : ModuleRules.ExtensionId(extension);
    }

    /// <summary>The extension.</summary>
    [JsonPropertyName("goTo")]
    public string Extension { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsLast => true;
}
