using System.Security.Cryptography;
using System.Text;
using Click2Call.Dialects.Http;
using Click2Call.Flows;
using Click2Call.Orders;
using Microsoft.Net.Http.Headers;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>
/// What the phone system asks with: its own parameters (Technoline API Module Documentation, Fixed Parameters) and every
/// result so far. Reading never fails; what can't be read is left out. Clients of the PBX Documentation Center's recipes
/// send <c>caller</c>, <c>extension</c> and <c>dtmf</c> instead.
/// </summary>
public sealed record ModuleRequest
{
    private const int MostFields = 2000;
    private const int LongestValue = 2000;

    private static readonly FieldLimits Limits = new() { Fields = MostFields, Value = LongestValue };

    private static readonly string[] Keys = ["dtmf", "digits"], Recordings = ["recording", "recordingUrl"], Texts = ["text"], Ends = ["status"], Any = ["result"];
    private static readonly string[] SketchResults = [.. Keys, .. Recordings, .. Texts, .. Ends, .. Any];

    /// <summary>The caller's number; may be empty.</summary>
    public string Phone { get; private init; } = "";

    /// <summary>The number of the phone system, or the one that was dialled if that is known.</summary>
    public string Called { get; private init; } = "";

    /// <summary>What tells calls apart; empty: nothing does.</summary>
    public string CallId { get; private init; } = "";

    /// <summary><c>in</c>, or <c>out</c> for calls of a campaign.</summary>
    public string CallType { get; private init; } = "";

    /// <summary>The extension that asks.</summary>
    public string ExtensionId { get; private init; } = "";

    /// <summary>Where that extension stands.</summary>
    public string ExtensionPath { get; private init; } = "";

    /// <summary>Whether the call is over.</summary>
    public bool HungUp { get; private init; }

    /// <summary>Whether it asks in the words of the recipes.</summary>
    public bool IsSketch { get; private init; }

    /// <summary>Whether such a request carries any result, whatever step it is of.</summary>
    public bool HasSketchResult { get; private init; }

    /// <summary>Results by name; of one that came several times (it then is an array), the last.</summary>
    public IReadOnlyDictionary<string, string> Results { get; private init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A hash of everything that was sent.</summary>
    public string Fingerprint { get; private init; } = "";

    /// <summary>Whether the request says when it was made, so that two equal ones are one.</summary>
    public bool IsDated { get; private init; }

    /// <summary>Where the phone system reaches us, with a slash at its end; null: nobody knows.</summary>
    public Uri? Site { get; init; }

    /// <summary>Reads a request.</summary>
    /// <param name="query">The query string.</param>
    /// <param name="contentType">Of the body; some phone systems are set to POST.</param>
    /// <param name="body">The body, if there is one.</param>
    public static ModuleRequest Read(string? query, string? contentType = null, ReadOnlyMemory<byte> body = default)
    {
        var fields = new List<NameValue>();
        UrlEncoded.Read((query ?? "").AsSpan().TrimStart('?'), fields, MostFields);
        AddBody(contentType, body, fields);
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in fields.Take(MostFields))
            all[NameOf(name)] = Clean(value);

        var isSketch = !all.ContainsKey("PBXcallId") && all.ContainsKey("caller");
        var extension = all.GetValueOrDefault(isSketch ? "extension" : "PBXextensionId", "");
        return new ModuleRequest
        {
            Phone = all.GetValueOrDefault(isSketch ? "caller" : "PBXphone", ""),
            Called = all.GetValueOrDefault("PBXdid") is { Length: > 0 } did ? did : all.GetValueOrDefault("PBXnum", ""),
            CallId = isSketch ? $"{all["caller"]}|{extension}" : all.GetValueOrDefault("PBXcallId", ""),
            CallType = all.GetValueOrDefault("PBXcallType", ""),
            ExtensionId = extension,
            ExtensionPath = all.GetValueOrDefault("PBXextensionPath", ""),
            HungUp = string.Equals(all.GetValueOrDefault("PBXcallStatus"), "HANGUP", StringComparison.OrdinalIgnoreCase),
            IsSketch = isSketch,
            HasSketchResult = isSketch && Array.Exists(SketchResults, all.ContainsKey),
            Results = all,
            Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', all.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + "=" + pair.Value))))),
            IsDated = all.ContainsKey("timestamp"),
        };
    }

    /// <summary>
    /// The result of the step that waits for one. Results have no names there, and "captured DTMF, recording URL" come with every
    /// callback (PBX Documentation Center 2.2): a key of the menu before is no recording. Empty: that step got no answer.
    /// </summary>
    /// <param name="kind">What waits.</param>
    /// <returns>It, or null when the request carries no result at all.</returns>
    public string? SketchResultOf(FlowStepKind kind)
    {
        if (!HasSketchResult)
            return null;
        string[] own = kind switch
        {
            FlowStepKind.Menu or FlowStepKind.Digits => [.. Keys, .. Any],
            FlowStepKind.Record => [.. Recordings, .. Any],
            FlowStepKind.Speech => [.. Texts, .. Any],
            _ => [.. Ends, .. Any],
        };
        return Array.Find(own, Results.ContainsKey) is { } found ? Results[found] : "";
    }

    /// <summary>Numbers are masked in logs; a record would print them.</summary>
    public override string ToString() => $"{CallType} {ExtensionId} {(HungUp ? "HANGUP" : "CALL")}";

    private static void AddBody(string? contentType, ReadOnlyMemory<byte> body, List<NameValue> fields)
    {
        if (body.IsEmpty)
            return;
        var isJson = MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Value?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true;
        var text = Encoding.UTF8.GetString(body.Span).TrimStart('\uFEFF');
        if (isJson || text.AsSpan().TrimStart() is ['{', ..])
            _ = JsonFields.Read(text, Limits, fields);
        else
            UrlEncoded.Read(text.AsSpan().Trim(), fields, MostFields);
    }

    // "name", "name[]" and "name[3]" are the same name: that is how the phone system writes arrays.
    private static string NameOf(string name)
    {
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        return bracket > 0 ? name[..bracket] : name;
    }

    private static string Clean(string value)
    {
        var cut = value.Length <= LongestValue ? value : value[..LongestValue];
        return new string([.. cut.Where(one => !char.IsControl(one) && !char.IsSurrogate(one))]).Trim();
    }
}
