using System.Text;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Asterisk;

/// <summary>
/// Reads what the dialplan's reporter posts: a form with the attempt, the time of sending and an event, <c>ringing</c>
/// or <c>answered</c> of a leg, or <c>ended</c> with the records of both. An event is posted until it is answered with
/// <c>heard</c>.
/// </summary>
public sealed class AsteriskEvents : ILineEventReader
{
    private static readonly EventAnswer Heard = Text(200, "heard");
    private static readonly EventAnswer Unreadable = Text(400, "unreadable");
    private static readonly EventAnswer NotHeard = Text(503, "later");

    /// <inheritdoc/>
    public string Dialect => AsteriskDialect.DialectName;

    /// <inheritdoc/>
    public EventReading Read(string account, LineSettings line, EventRequest request)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(request);
        if (request.Body.Length > FieldLimits.Default.Value * 2)
            return new([], Unreadable, NotHeard);
        var fields = AsteriskLookUp.Fields(Encoding.UTF8.GetString(request.Body.Span));
        if (fields.GetValueOrDefault("event") == "check")
            return new([], Heard, NotHeard);
        if (!AttemptId.TryParse(fields.GetValueOrDefault("attempt"), out var attempt))
            return new([], Unreadable, NotHeard);
        var facts = Facts(line, attempt, fields, request.At);
        return facts.Count == 0
            ? new([], Unreadable, NotHeard)
            : new([new(account, line.Id, facts) { Attempt = attempt }], Heard, NotHeard);
    }

    private static List<Fact> Facts(LineSettings line, AttemptId attempt, IReadOnlyDictionary<string, string> fields, DateTimeOffset now)
    {
        var shift = AsteriskRecord.ShiftOf(now, AsteriskRecord.ReadTime(fields.GetValueOrDefault("now")) ?? now);
        LegPosition? leg = fields.GetValueOrDefault("leg") switch { "1" => LegPosition.First, "2" => LegPosition.Second, _ => null };
        var at = AsteriskRecord.ReadTime(fields.GetValueOrDefault("at")) + shift ?? now;
        return (fields.GetValueOrDefault("event"), leg) switch
        {
            ("ringing", { } which) => [new Fact.LegRinging(which, at)],
            ("answered", { } which) => [new Fact.LegAnswered(which, at) { Phone = AsteriskOptions.Read(line).PhoneOf(fields.GetValueOrDefault("by")) }],
            ("ended", _) => new AsteriskRecord(fields, shift).Facts(now, AsteriskClient.Recording(line, attempt)),
            _ => [],
        };
    }

    private static EventAnswer Text(int status, string body) => new(status, "text/plain; charset=utf-8", body);
}
