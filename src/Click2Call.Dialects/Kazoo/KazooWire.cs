using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Click2Call.Dialects.Http;

namespace Click2Call.Dialects.Kazoo;

/// <summary>The envelope of the dialect, written by the front and read by the line.</summary>
internal static class KazooWire
{
    /// <summary>The version of Kazoo whose behaviour we follow on <c>/v2</c>; clients look at it.</summary>
    public const string Version = "4.3.1";

    /// <summary>Our <c>node</c>.</summary>
    public const string Node = "click2call";

    /// <summary>The custom application variable in which our line sends its attempt, and by which hooks find it.</summary>
    public const string AttemptVariable = "click2call_attempt";

    /// <summary>Writes an answer, its members in the order of Kazoo's own examples: by name.</summary>
    public static ReadOnlyMemory<byte> Write(KazooReply reply, bool v1, string requestId, DateTimeOffset now) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        if (reply.AuthToken is { } token)
            json.WriteString("auth_token", token);
        json.WritePropertyName("data");
        WriteData(json, reply, v1);
        if (reply.Message is { } message)
        {
            json.WriteString("error", reply.Status.ToString(CultureInfo.InvariantCulture));
            json.WriteString("message", message);
        }

        if (reply.Page is { Next: { } next })
            json.WriteString("next_start_key", next);
        json.WriteString("node", Node);
        if (reply.Page is { } page)
            json.WriteNumber("page_size", page.Size);
        json.WriteString("request_id", requestId);
        if (reply.Revision is { } revision)
            json.WriteString("revision", revision);
        if (reply.Page is { Start: { } start })
            json.WriteString("start_key", start);
        json.WriteString("status", reply.Message is null ? "success" : "error");
        json.WriteString("timestamp", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("version", Version);
        json.WriteEndObject();
    });

    /// <summary>Reads an answer, or null when it is none.</summary>
    public static KazooAnswer? Read(string body)
    {
        try
        {
            if (JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { MaxDepth = 32 }) is not JsonObject answer)
                return null;
            bool? ok = KazooRequest.TextOf(answer["status"])?.Trim().ToUpperInvariant() switch
            {
                "SUCCESS" => true,
                "ERROR" => false,
                _ => null,
            };
            if (ok is null)
                return null;
            var data = answer["data"];
            return new KazooAnswer(ok.Value, data, KazooRequest.TextOf(answer["message"]))
            {
                AuthToken = KazooRequest.TextOf(answer["auth_token"]),
                Cause = ok.Value && Member(data, "result") != "error" ? null : Member(data, "cause"),
                Leg = Member(data, "leg"),
                CallId = Member(data, "outbound_call_id") ?? Member(data, "call_id"),
                Failed = !ok.Value || Member(data, "result") == "error",
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether an answer means that the phone system is out of order, and not that one call failed.</summary>
    public static bool IsOutage(LineReply reply) =>
        LineBreaker.IsOutage(reply) && (reply is not LineReply.Answered answered || Read(answered.Body)?.Cause is null or "no resources");

    private static string? Member(JsonNode? data, string name) =>
        data is JsonObject members && KazooRequest.TextOf(members[name]) is { Length: > 0 } text ? text : null;

    // v1 gives errors that are one sentence as that sentence.
    private static void WriteData(Utf8JsonWriter json, KazooReply reply, bool v1)
    {
        if (v1 && reply.Message is not null && reply.Data is JsonObject { Count: 1 } data && data["message"] is { } words)
            words.WriteTo(json);
        else if (reply.Data is { } node)
            node.WriteTo(json);
        else
            json.WriteNullValue();
    }
}
