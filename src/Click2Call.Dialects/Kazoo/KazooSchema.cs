using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Click2Call.Dialects.Kazoo;

/// <summary>
/// Kazoo's schema of a click-to-call (crossbar, schemas/clicktocall.json), and errors as its validator words them.
/// <c>"5"</c> and <c>"true"</c> are taken for numbers and booleans. Unknown members are none of its business.
/// </summary>
internal static partial class KazooSchema
{
    /// <summary>The longest pattern of a whitelist, and how many there may be: ours, so that screening a call stays cheap.</summary>
    public const int LongestPattern = 1024, MostPatterns = 100;

    private const int LongestName = 128, LongestMedia = 2048;
    private static readonly TimeSpan PatternPatience = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether a name may be a custom application variable's.</summary>
    public static bool IsVariableName(string name) => VariableName().IsMatch(name);

    /// <summary>Checks a document; values that only look like a number or boolean are put right in it.</summary>
    /// <returns>Null when all is well, else the <c>data</c> of a validation error.</returns>
    public static JsonObject? Check(JsonObject document)
    {
        var found = new Problems();
        Text(document, "name", found, 1, LongestName, required: true);
        Text(document, "extension", found, 1, LongestName, required: true);
        foreach (var name in (string[])["caller_id_number", "outbound_callee_id_name", "outbound_callee_id_number", "realm"])
            Text(document, name, found, 1, LongestName);
        foreach (var name in (string[])["ringback", "presence_id"])
            Text(document, name, found, 0, LongestMedia);
        Flag(document, "auth_required", "auth_required", found);
        Number(document, "throttle", found);
        Number(document, "timeout", found);
        Choice(document, "dial_first", found, "extension", "contact");
        Bypass(document, found);
        Inner(document, "media", found, (media, path) => Flag(media, "ignore_early_media", path + ".ignore_early_media", found));
        Inner(document, "music_on_hold", found, (music, path) => Text(music, "media_id", found, 0, LongestMedia, path: path + ".media_id"));
        Inner(document, "custom_application_vars", found, (variables, path) => Variables(variables, path, found));
        Inner(document, "custom_sip_headers", found, (headers, path) => Headers(headers, path, found));
        Patterns(document, found);
        return found.Data;
    }

    /// <summary>Checks custom application variables that come with a call.</summary>
    public static JsonObject? CheckVariables(JsonObject data)
    {
        var found = new Problems();
        Inner(data, "custom_application_vars", found, (variables, path) => Variables(variables, path, found));
        return found.Data;
    }

    private static void Text(JsonObject document, string name, Problems found, int shortest, int longest, bool required = false, string? path = null)
    {
        path ??= name;
        if (document[name] is not { } node)
        {
            if (required)
                found.Add(path, "required", "Field is required but missing", null, name);
            return;
        }

        if (node is not JsonValue value || !value.TryGetValue(out string? text))
            found.WrongType(path, "string", node);
        else if (text.Length < shortest)
            found.Add(path, "minLength", $"String must be at least {shortest} characters", shortest, text);
        else if (text.Length > longest)
            found.Add(path, "maxLength", $"String must not be more than {longest} characters", longest, text);
        else if (text.Any(char.IsControl))
            found.Add(path, "pattern", "Failed to match pattern '^[^[:cntrl:]]*$'", null, text);
    }

    private static void Flag(JsonObject document, string name, string path, Problems found)
    {
        if (document[name] is not { } node || node.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
            return;
        if (node is JsonValue value && value.TryGetValue(out string? text) && bool.TryParse(text, out var flag))
            document[name] = flag;
        else
            found.WrongType(path, "boolean", node);
    }

    private static void Number(JsonObject document, string name, Problems found)
    {
        if (document[name] is not { } node)
            return;
        if (node is not JsonValue value)
            found.WrongType(name, "integer", node);
        else if (value.TryGetValue(out string? text))
        {
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                document[name] = number;
            else
                found.WrongType(name, "integer", node);
        }
        else if (node.GetValueKind() != JsonValueKind.Number || !value.TryGetValue(out int _))
            found.WrongType(name, "integer", node);

        if (document[name] is JsonValue read && read.GetValueKind() == JsonValueKind.Number && read.TryGetValue(out int less) && less < 0)
            found.Add(name, "minimum", "Value must be at least 0", 0, less);
    }

    private static void Choice(JsonObject document, string name, Problems found, params string[] choices)
    {
        if (document[name] is { } node && !choices.Contains(KazooRequest.TextOf(node)))
        {
            found.Add(
                name, "enum", "Value not found in enumerated list of values",
                new JsonArray([.. choices.Select(choice => JsonValue.Create(choice))]), node.DeepClone());
        }
    }

    private static void Bypass(JsonObject document, Problems found)
    {
        if (document["bypass_media"] is { } node && node.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
            Choice(document, "bypass_media", found, "auto", "true", "false");
    }

    private static void Inner(JsonObject document, string name, Problems found, Action<JsonObject, string> check)
    {
        if (document[name] is JsonObject inner)
            check(inner, name);
        else if (document[name] is { } node)
            found.WrongType(name, "object", node);
    }

    private static void Variables(JsonObject variables, string path, Problems found)
    {
        foreach (var (name, node) in variables)
        {
            if (!IsVariableName(name))
                found.Add($"{path}.{name}", "patternProperties", "Failed to match pattern '^[a-zA-Z0-9\\-_]+$'", null, name);
            else if (node is not JsonValue value || !value.TryGetValue(out string? text))
                found.WrongType($"{path}.{name}", "string", node);
            else if (text.Any(char.IsControl))
                found.Add($"{path}.{name}", "pattern", "Failed to match pattern '^[^[:cntrl:]]*$'", null, text);
        }
    }

    // A CR or LF would end the header and begin another one.
    private static void Headers(JsonObject headers, string path, Problems found)
    {
        foreach (var (name, node) in headers)
        {
            if (node is JsonObject inner)
                Headers(inner, $"{path}.{name}", found);
            else if (node is not JsonValue value || !value.TryGetValue(out string? text))
                found.WrongType($"{path}.{name}", "string", node);
            else if (text.Any(char.IsControl) || !HeaderName().IsMatch(name))
                found.Add($"{path}.{name}", "pattern", "Failed to match pattern '^[^[:cntrl:]]*$'", null, text);
        }
    }

    private static void Patterns(JsonObject document, Problems found)
    {
        if (document["whitelist"] is not { } node)
            return;
        if (node is not JsonArray list)
        {
            found.WrongType("whitelist", "array", node);
            return;
        }

        if (list.Count > MostPatterns)
        {
            found.Add("whitelist", "maxItems", $"The list is more than {MostPatterns} items", MostPatterns, null);
            return;
        }

        for (var i = 0; i < list.Count; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"whitelist.{i}");
            if (list[i] is not JsonValue value || !value.TryGetValue(out string? pattern))
                found.WrongType(path, "string", list[i]);
            else if (pattern.Length == 0)
                found.Add(path, "minLength", "String must be at least 1 characters", 1, pattern);
            else if (pattern.Length > LongestPattern)
                found.Add(path, "maxLength", $"String must not be more than {LongestPattern} characters", LongestPattern, pattern);
            else if (!IsSafe(pattern))
                found.Add(path, "format", "Not a regular expression that can be matched in linear time: no back-references, no look-around, no atomic groups", null, pattern);
        }
    }

    // The desk matches with the same options. A pattern that is too slow for a phone number is refused here, not there.
    private static bool IsSafe(string pattern)
    {
        try
        {
            new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, PatternPatience).IsMatch("+123456789012345");
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9\-_]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex VariableName();

    [GeneratedRegex(@"\A[a-zA-Z0-9!#$%&'*+.^_`|~-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderName();

    private sealed class Problems
    {
        public JsonObject? Data { get; private set; }

        public void WrongType(string path, string type, JsonNode? value) =>
            Add(path, "type", $"Value did not match type(s): {type}", JsonValue.Create(type), value?.DeepClone());

        public void Add(string path, string rule, string message, JsonNode? target, JsonNode? value)
        {
            Data ??= [];
            if (Data[path] is not JsonObject rules)
                Data[path] = rules = [];
            var problem = new JsonObject { ["message"] = message };
            if (target is not null)
                problem["target"] = target;
            if (value is not null)
                problem["value"] = value;
            rules[rule] = problem;
        }
    }
}
