using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Kazoo;

/// <summary>
/// Hears Kazoo's webhooks <c>channel_create</c>, <c>channel_answer</c> and <c>channel_destroy</c> (Kazoo webhooks): JSON,
/// forms with <c>name[member]</c>, or a query.
/// </summary>
/// <remarks>
/// Kazoo sends one per leg. The leg whose id begins with <c>c2c-</c> is the one dialled first, the one whose other leg is
/// that is the second; hooks of what lies between (loopback legs) tell nothing.
/// </remarks>
public sealed class KazooEvents : ILineEventReader
{
    private static readonly EventAnswer Done = EventAnswer.Json("""{"status":"success"}""");
    private static readonly EventAnswer Again = EventAnswer.Json("""{"status":"error","error":"503"}""") with { Status = 503 };

    /// <inheritdoc/>
    public string Dialect => KazooDialect.DialectName;

    /// <inheritdoc/>
    public EventReading Read(string account, LineSettings line, EventRequest request)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(request);
        var told = Fields(request) is { } fields ? Told(account, line.Id, fields, request.At) : null;
        return new EventReading(told is null ? [] : [told], Done, Again);
    }

    private static LineEvent? Told(string account, string line, Dictionary<string, string> fields, DateTimeOffset received)
    {
        var at = Number(fields, "timestamp") is { } seconds && KazooTime.Read(seconds) is { } time && time <= received ? time : received;
        var attempt = AttemptId.TryParse(fields.GetValueOrDefault(KazooWire.AttemptVariable), out var id) ? id : (AttemptId?)null;
        var call = fields.GetValueOrDefault("call_id");
        var other = fields.GetValueOrDefault("other_leg_call_id");
        LegPosition? leg = IsFirst(call) ? LegPosition.First : IsFirst(other) ? LegPosition.Second : null;
        if (leg is not { } position)
            return null;
        var facts = Facts(fields, position, at);
        return facts.Count == 0 ? null : new LineEvent(account, line, facts)
        {
            Attempt = attempt,
            ProviderCallId = position == LegPosition.First ? call : other,
        };
    }

    private static List<Fact> Facts(Dictionary<string, string> fields, LegPosition leg, DateTimeOffset at)
    {
        switch (fields.GetValueOrDefault("hook_event")?.ToUpperInvariant())
        {
            case "CHANNEL_CREATE":
                return [new Fact.LegRinging(leg, at)];
            case "CHANNEL_ANSWER":
                return [new Fact.LegAnswered(leg, at)];
            case "CHANNEL_DESTROY":
                break;
            default:
                return [];
        }

        List<Fact> facts = [];
        var cause = fields.GetValueOrDefault("hangup_cause");
        var billed = Number(fields, "billing_seconds") ?? 0;
        // Where only hangup hooks are set, what was billed was answered.
        if (billed > 0)
            facts.Add(new Fact.LegAnswered(leg, at - TimeSpan.FromSeconds(billed)));
        facts.Add(new Fact.LegEnded(leg, KazooErrors.EndOf(cause) ?? EndCause.HungUp, at));
        if (leg == LegPosition.Second)
            facts.Add(new Fact.Recorded(billed > 0 ? TimeSpan.FromSeconds(billed) : null, null, cause, at));
        else if (billed == 0)
            facts.Add(new Fact.Recorded(null, null, cause, at));
        return facts;
    }

    private static bool IsFirst(string? callId) => callId?.StartsWith(KazooCallId.Prefix, StringComparison.Ordinal) == true;

    private static long? Number(Dictionary<string, string> fields, string name) =>
        long.TryParse(fields.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 100_000_000_000
            ? number
            : null;

    // Flat by the innermost name: what we look for has one name wherever it stands, and the outermost wins.
    private static Dictionary<string, string>? Fields(EventRequest request)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            if (request.Body.Span.TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'{', ..])
            {
                var text = Encoding.UTF8.GetString(request.Body.Span).TrimStart('\uFEFF');
                if (JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 16 }) is JsonObject root)
                    Take(root["data"] is JsonObject data && !root.ContainsKey("hook_event") ? data : root, found);
                return found;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }

        var fields = RequestFields.Parse(request.Query, request.ContentType, request.Body, FieldLimits.Default, StringComparer.Ordinal);
        foreach (var field in fields.All.OrderBy(field => field.Name.Count(c => c == '[')))
        {
            var inner = field.Name.LastIndexOf('[');
            found.TryAdd(inner < 0 ? field.Name : field.Name[(inner + 1)..].TrimEnd(']'), field.Value);
        }

        return found;
    }

    private static void Take(JsonObject members, Dictionary<string, string> into)
    {
        foreach (var (name, value) in members)
        {
            if (KazooRequest.TextOf(value) is { } text)
                into.TryAdd(name, text);
        }

        foreach (var inner in members.Select(member => member.Value).OfType<JsonObject>())
            Take(inner, into);
    }
}
