using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Click2Call.Accounts;
using Click2Call.Orders;

namespace Click2Call.Dialects.Kazoo;

/// <summary>
/// A click-to-call between the dialect's document and ours. The document is kept whole, so that members that we know
/// nothing of come back; what both have is told by ours, which an import may have changed.
/// </summary>
internal static class KazooDocument
{
    /// <summary>How large a document may be, in characters: it is a part of a row.</summary>
    public const int Longest = 16_000;

    private const int ShortestRing = 5, LongestRing = 120, DefaultRing = 30;

    /// <summary>A document as a client sent it, without what only the server says.</summary>
    public static JsonObject Clean(JsonObject data)
    {
        var clean = new JsonObject();
        foreach (var (name, value) in data)
        {
            if (name != "id" && !name.StartsWith('_') && !name.StartsWith("pvt_", StringComparison.Ordinal))
                clean[name] = value?.DeepClone();
        }

        return clean;
    }

    /// <summary>Puts changes into a document: null removes, objects are gone into, everything else replaces.</summary>
    public static JsonObject Patch(JsonObject document, JsonObject changes)
    {
        foreach (var (name, value) in changes)
        {
            if (value is null)
                document.Remove(name);
            else if (value is JsonObject inner && document[name] is JsonObject old)
                document[name] = Patch((JsonObject)old.DeepClone(), inner);
            else
                document[name] = value.DeepClone();
        }

        return document;
    }

    /// <summary>Our click-to-call of a document that was checked.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="document">The document.</param>
    /// <param name="before">What it replaces: settings that the dialect has no word for stay.</param>
    /// <param name="authRequired">When the document says nothing.</param>
    public static ClickToCall Read(string id, JsonObject document, ClickToCall? before, bool authRequired)
    {
        var name = Text(document, "outbound_callee_id_name");
        var number = Text(document, "outbound_callee_id_number");
        return (before ?? new ClickToCall { Id = id, Name = "", Extension = "" }) with
        {
            Name = Text(document, "name")!,
            Extension = Text(document, "extension")!,
            AuthRequired = document["auth_required"]?.GetValue<bool>() ?? authRequired,
            Whitelist = [.. (document["whitelist"] as JsonArray ?? []).Select(pattern => pattern!.GetValue<string>())],
            Throttle = document["throttle"]?.GetValue<int>() ?? 0,
            RingTime = TimeSpan.FromSeconds(Math.Clamp(document["timeout"]?.GetValue<int>() ?? DefaultRing, ShortestRing, LongestRing)),
            AgentSeesNumber = Text(document, "caller_id_number"),
            TargetSees = name is null && number is null ? null : new CallerId(name, number),
            DialTargetFirst = Text(document, "dial_first") == "contact",
            Document = document.ToJsonString(),
        };
    }

    /// <summary>The document of a click-to-call, without its id.</summary>
    public static JsonObject Of(ClickToCall click)
    {
        var document = click.Document is { } kept && JsonNode.Parse(kept) is JsonObject parsed ? parsed : [];
        document["name"] = click.Name;
        document["extension"] = click.Extension;
        document["auth_required"] = click.AuthRequired;
        document["custom_application_vars"] ??= new JsonObject();
        Put(document, "throttle", click.Throttle > 0 || document.ContainsKey("throttle") ? JsonValue.Create(click.Throttle) : null);
        Put(document, "whitelist", click.Whitelist.Count > 0 || document.ContainsKey("whitelist")
            ? new JsonArray([.. click.Whitelist.Select(pattern => JsonValue.Create(pattern))])
            : null);
        Put(document, "caller_id_number", click.AgentSeesNumber);
        Put(document, "outbound_callee_id_name", click.TargetSees?.Name);
        Put(document, "outbound_callee_id_number", click.TargetSees?.Number);
        if (click.DialTargetFirst || document.ContainsKey("dial_first"))
            document["dial_first"] = click.DialTargetFirst ? "contact" : "extension";
        return document;
    }

    /// <summary>The document as the dialect shows it: members by name, the id among them.</summary>
    public static JsonObject Show(ClickToCall click)
    {
        var document = Of(click);
        document["id"] = click.Id;
        return Sorted(document);
    }

    /// <summary>A revision: the same for the same document.</summary>
    public static string Revision(JsonObject shown) =>
        "1-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shown.ToJsonString())).AsSpan(0, 16));

    /// <summary>A text of the document; null when it is absent.</summary>
    public static string? Text(JsonObject document, string name) => KazooRequest.TextOf(document[name]) is { Length: > 0 } text ? text : null;

    /// <summary>An object's members as names and values.</summary>
    public static IEnumerable<NameValue> Pairs(JsonNode? node)
    {
        foreach (var (name, value) in node as JsonObject ?? [])
        {
            if (value is JsonObject inner)
            {
                // custom_sip_headers may be split by direction: {"in": {…}, "out": {…}}.
                foreach (var pair in Pairs(inner))
                    yield return pair;
            }
            else if (KazooRequest.TextOf(value) is { } text)
            {
                yield return new NameValue(name, text);
            }
        }
    }

    private static JsonObject Sorted(JsonObject document)
    {
        var sorted = new JsonObject();
        foreach (var (name, value) in document.OrderBy(member => member.Key, StringComparer.Ordinal))
            sorted[name] = value?.DeepClone();
        return sorted;
    }

    private static void Put(JsonObject document, string name, JsonNode? value)
    {
        if (value is null)
            document.Remove(name);
        else
            document[name] = value;
    }
}
