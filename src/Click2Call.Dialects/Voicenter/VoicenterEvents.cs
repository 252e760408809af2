using System.Text;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Voicenter;

/// <summary>
/// Reads what Voicenter pushes: the CDR notification, one record for each leg after the call, as JSON, XML-RPC or
/// form (Voicenter CDR Notification System API), and the phases of the pop-up screen.
/// </summary>
/// <remarks>
/// The facts of a record are the same whenever and however often it comes, so a record that is sent again adds
/// nothing; each leg's record speaks of its own leg only, so their order does not matter.
/// </remarks>
public sealed class VoicenterEvents : ILineEventReader
{
    private const string PopUpHeard = """{"STATUS":"OK","URL":"","CLIENTNAME":"","TOTAL":"","COMPANY":""}""";

    private static readonly EventAnswer Heard = EventAnswer.Json("""{"Err":0,"Errdesc":"OK"}""");
    private static readonly EventAnswer Unreadable = EventAnswer.Json("""{"Err":1,"Errdesc":"Parse error"}""");
    private static readonly EventAnswer NotHeard = EventAnswer.Json("""{"Err":2,"Errdesc":"Application error"}""") with { Status = 503 };

    private static readonly FieldLimits Limits = FieldLimits.Default with { Value = 32 * 1024 };

    /// <inheritdoc/>
    public string Dialect => VoicenterDialect.DialectName;

    /// <inheritdoc/>
    public EventReading Read(string account, LineSettings line, EventRequest request)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(request);
        if (Fields(request) is not { } fields)
            return new([], Unreadable, NotHeard);
        if (fields.GetValueOrDefault("ivruniqueid") is { Length: > 0 } record)
            return new(Told(account, line, fields, record, VoicenterRecord.Facts(fields, IsOneLegged(fields), request.At)), Heard, NotHeard);
        if (fields.GetValueOrDefault("ivrid") is { Length: > 0 } live)
            return new(Told(account, line, fields, live, PopUp(fields, request.At)), EventAnswer.Json(PopUpHeard), NotHeard);
        return new([], Unreadable, NotHeard);
    }

    private static List<LineEvent> Told(string account, LineSettings line, Dictionary<string, string> fields, string id, List<Fact> facts) => facts.Count == 0
        ? []
        : [new(account, line.Id, facts) { ProviderCallId = id, Attempt = AttemptId.TryParse(Echo(fields).Replace(VoicenterRequest.OneLeg, "", StringComparison.Ordinal), out var attempt) ? attempt : null }];

    // The pop-up is about the extension's phone, which is the first leg. How an answered call ended, its records tell:
    // the phone's own hang-up would close the call before it is known whether the target had answered.
    private static List<Fact> PopUp(Dictionary<string, string> fields, DateTimeOffset now)
    {
        if (fields.GetValueOrDefault("direction") is { } direction && direction.Contains("incoming", StringComparison.OrdinalIgnoreCase) && Echo(fields).Length == 0)
            return [];
        var answered = fields.GetValueOrDefault("isAnswered")?.ToUpperInvariant() is "TRUE" or "1";
        return fields.GetValueOrDefault("status")?.ToUpperInvariant() switch
        {
            "RINGING" => [new Fact.LegRinging(LegPosition.First, VoicenterRecord.Time(fields, "callStarted") ?? now)],
            "TALKING" => [new Fact.LegAnswered(LegPosition.First, VoicenterRecord.Time(fields, "callAnswered") ?? now)],
            "HANGUP" when !answered => [new Fact.LegEnded(LegPosition.First, EndCause.NoAnswer, now)],
            _ => [],
        };
    }

    private static string Echo(Dictionary<string, string> fields) =>
        fields.GetValueOrDefault(VoicenterNames.Variable + VoicenterNames.Attempt, "");

    private static bool IsOneLegged(Dictionary<string, string> fields) => Echo(fields).EndsWith(VoicenterRequest.OneLeg, StringComparison.Ordinal);

    private static Dictionary<string, string>? Fields(EventRequest request)
    {
        if (request.Body.Span.TrimStart("\uFEFF"u8).TrimStart(" \t\r\n"u8) is [(byte)'<', ..])
            return XmlRpc.Members(Encoding.UTF8.GetString(request.Body.Span).TrimStart('\uFEFF'));
        var fields = RequestFields.Parse(request.Query, request.ContentType, request.Body, Limits, StringComparer.OrdinalIgnoreCase);
        return fields.Problem is null
            ? fields.All.ToDictionary(field => field.Name, field => field.Value, StringComparer.OrdinalIgnoreCase)
            : null;
    }
}
