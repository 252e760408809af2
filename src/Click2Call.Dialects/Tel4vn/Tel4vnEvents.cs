using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Tel4vn;

/// <summary>
/// Hears what a TEL4VN pushes: <c>ringing</c>, <c>answered</c>, <c>hangup</c> and <c>cdr</c> (PBX API Reference, Event Hook
/// Data), JSON or form, matched by <c>call_id</c>.
/// </summary>
/// <remarks>
/// A call has one id and its events do not name the leg. Whoever answered, the agent has; that the target did, and why
/// a call ended, is sure only by the record's <c>status</c>. So where <c>cdr</c> is registered, <c>hangup</c> ends nothing.
/// </remarks>
public sealed class Tel4vnEvents : ILineEventReader
{
    private static readonly EventAnswer Heard = EventAnswer.Json("""{"status":"success"}""");
    private static readonly EventAnswer Unreadable = EventAnswer.Json("""{"status":"fail","message":"The event can not be read","error":"REQUEST_INVALID"}""") with { Status = 400 };
    private static readonly EventAnswer NotHeard = EventAnswer.Json("""{"status":"fail","message":"Try again","error":"SERVICE_UNAVAILABLE"}""") with { Status = 503 };

    private static readonly FieldLimits Limits = FieldLimits.Default with { Value = 32 * 1024 };

    /// <inheritdoc/>
    public string Dialect => Tel4vnDialect.DialectName;

    /// <inheritdoc/>
    public EventReading Read(string account, LineSettings line, EventRequest request)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(request);
        var fields = RequestFields.Parse(request.Query, request.ContentType, request.Body, Limits, StringComparer.OrdinalIgnoreCase);
        var id = fields.Text("call_id") ?? fields.Text("sip_call_id");
        if (fields.Problem is not null || id is null)
            return new([], Unreadable, NotHeard);
        // Customers who call in are no calls of ours, and a call centre has thousands of them a day.
        if ("inbound".Equals(fields.Text("direction"), StringComparison.OrdinalIgnoreCase))
            return new([], Heard, NotHeard);
        var facts = Facts(line, fields, request.At);
        return new(facts.Count == 0 ? [] : [new LineEvent(account, line.Id, facts) { ProviderCallId = id }], Heard, NotHeard);
    }

    private static List<Fact> Facts(LineSettings line, RequestFields fields, DateTimeOffset at)
    {
        var state = fields.Text("state") ?? fields.Text("event");
        var talked = Tel4vnRecord.Seconds(fields.Text("billsec"));
        switch (state?.ToUpperInvariant())
        {
            case "RINGING":
                return [new Fact.LegRinging(LegPosition.First, at)];
            case "ANSWERED" when Tel4vnOptions.AnsweredIsTarget(line):
                return [new Fact.LegAnswered(LegPosition.First, at), new Fact.LegAnswered(LegPosition.Second, at)];
            case "ANSWERED":
                return [new Fact.LegAnswered(LegPosition.First, at)];
            case "HANGUP" when Tel4vnOptions.Hears(line, "cdr"):
                return talked > TimeSpan.Zero ? [new Fact.LegAnswered(LegPosition.First, at - talked.Value)] : [];
            case "HANGUP":
                return Ended(fields, talked > TimeSpan.Zero ? "answered" : null, talked, at);
            case "CDR":
                return Ended(fields, fields.Text("status"), talked, at);
            case null:
                return fields.Has("status", out var status) ? Ended(fields, status, talked, at) : [];
            default:
                return [new Fact.Recorded(null, null, state, at)];
        }
    }

    private static List<Fact> Ended(RequestFields fields, string? status, TimeSpan? talked, DateTimeOffset at)
    {
        // "Hung up" without an answer is a call of which nobody knows whether they talked: nobody is dialled again for it.
        var (leg, cause, outcome) = Tel4vnRecord.Meaning(status, fields.Text("cause"))
            ?? (LegPosition.Second, EndCause.HungUp, CallOutcome.Unknown);
        List<Fact> facts = [];
        if (outcome == CallOutcome.Answered)
        {
            var since = at - (talked ?? TimeSpan.Zero);
            facts.Add(new Fact.LegAnswered(LegPosition.First, since));
            facts.Add(new Fact.LegAnswered(LegPosition.Second, since));
        }

        facts.Add(new Fact.LegEnded(leg, cause, at));
        var recording = Uri.TryCreate(fields.Text("recording_url"), UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? address : null;
        var disposition = fields.Text("status") ?? fields.Text("cause");
        if (outcome == CallOutcome.Answered || recording is not null || disposition is not null)
            facts.Add(new Fact.Recorded(outcome == CallOutcome.Answered ? talked : null, recording, disposition, at));
        return facts;
    }
}
