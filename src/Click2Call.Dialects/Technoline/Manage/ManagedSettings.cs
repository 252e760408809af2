using System.Text.Json;
using Click2Call.Dialects.Http;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>The settings that <c>extensionSet</c> sends: <c>settings[key]=value</c> of a form, an object in JSON, and <c>name</c> and <c>extension</c> beside them.</summary>
internal static class ManagedSettings
{
    public static Dictionary<string, string> Read(RequestFields fields, ManagedForm form)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if (fields["name"] is { } name && form.Fields.Contains("name"))
            settings["name"] = name;
        // What clients call extension is the id of what is no extension.
        if (fields["extension"] is { } extension)
            settings[form.Fields.Contains("extension") ? "extension" : "id"] = extension;
        foreach (var (key, value) in fields.All)
        {
            // A list may come as settings[key][].
            if (key.StartsWith("settings[", StringComparison.Ordinal) && key.EndsWith(']'))
                settings[key["settings[".Length..^1].Replace("][", "", StringComparison.Ordinal)] = value;
        }

        // No input is called so: the answer names it.
        if (fields["settings"] is { } text && !AddObject(text, settings))
            settings["settings"] = "";
        return settings;
    }

    /// <summary>Adds the members of an object in JSON; false: it is none, or holds what no input takes.</summary>
    public static bool AddObject(string text, Dictionary<string, string> into)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return false;
            foreach (var one in document.RootElement.EnumerateObject())
                into[one.Name] = Text(one.Value);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or half a character in a text.
            return false;
        }
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Text)),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => value.GetRawText(),
    };
}
