using Click2Call.Calls;
using Click2Call.Dialects.Kazoo;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Kazoo;

public sealed class KazooLineContract : LineContract
{
    private readonly Dictionary<FakeSecrets, KazooDialect> dialects = [];
    private readonly FakeSecrets secrets = new() { ["kazoo-key"] = Secret };

    protected override IPhoneLine Open(Uri address) => Open(address, secrets);

    protected override IPhoneLine OpenWithoutSecret(Uri address) => Open(address, []);

    protected override CallOrder Order => KazooLineTests.Order;

    protected override StubReply Accepts => StubReply.Json("""
        {"auth_token":"T","data":{"application_name":"transfer","outbound_call_id":"c2c-C-0a1b2c3d4e","timeout":30},
         "node":"N","request_id":"R","status":"success","timestamp":"2026-03-01T09:30:00Z","version":"4.3.1"}
        """);

    protected override string? AcceptedId => "c2c-C-0a1b2c3d4e";

    protected override IEnumerable<(StubReply Reply, CallOutcome Outcome)> Refusals =>
    [
        .. KazooErrors.Outcomes.Where(row => row.BackAs is not null)
            .SelectMany(row => new[]
            {
                (Failed(row.Status, row.Cause, row.Leg), row.BackAs!.Value),
                (Result(row.Cause, row.Leg), row.BackAs.Value),
            }),
        (Result("USER_BUSY", null), CallOutcome.AgentBusy),
        (Result("UNALLOCATED_NUMBER", "contact"), CallOutcome.TargetUnreachable),
        (Result("NORMAL_CIRCUIT_CONGESTION", null), CallOutcome.LineUnavailable),
        (Result("request failed: no ecallmgr", null), CallOutcome.LineRefused),
        (Result("A_CAUSE_OF_TOMORROW", null), CallOutcome.LineRefused),
        (Error(400, "\"+15551234567\"", "Contact doesn't match whitelist"), CallOutcome.NotAllowed),
        (Error(400, """{"contact":{"required":{"message":"The contact extension for this click to call has not been set"}}}""", "validation error"), CallOutcome.TargetUnreachable),
        (Error(400, """{"message":"invalid request envelope"}""", "invalid request envelope"), CallOutcome.LineRefused),
        (Error(404, """{"message":"bad identifier","cause":"C"}""", "bad_identifier"), CallOutcome.LineUnavailable),
        (Error(405, "{}", "method not allowed"), CallOutcome.LineRefused),
        (Error(429, """{"message":"too many requests"}""", "too_many_requests"), CallOutcome.LineUnavailable),
        (StubReply.Http(404, "text/html", "<h1>Not Found</h1>"), CallOutcome.LineRefused),
        (StubReply.Http(400, "text/html", "<h1>Bad Request</h1>"), CallOutcome.LineRefused),
    ];

    protected override bool IsDial(StubRequest request) => request.Path.EndsWith("/connect", StringComparison.Ordinal);

    protected override StubReply AnswersElse(StubRequest request) => KazooLineTests.AnswersElse(request, Secret);

    internal static StubReply Error(int status, string data, string message) => StubReply.Json(
        $$"""{"data":{{data}},"error":"{{status}}","message":"{{message}}","request_id":"R","status":"error"}""", status);

    private static StubReply Failed(int status, string cause, string? leg) => Error(
        status, leg is null ? $$"""{"cause":"{{cause}}"}""" : $$"""{"cause":"{{cause}}","leg":"{{leg}}"}""", cause);

    private static StubReply Result(string cause, string? leg) => StubReply.Json(
        $$"""{"data":{"id":"1","timestamp":63939749400,"contact":"+14158867900","call_id":"c2c-C-1","result":"error","cause":"{{cause}}"{{(leg is null ? "" : $",\"leg\":\"{leg}\"")}}},"status":"success"}""");

    private IPhoneLine Open(Uri address, FakeSecrets known)
    {
        if (!dialects.TryGetValue(known, out var dialect))
            dialects[known] = dialect = new KazooDialect(Connections, known, Clock);
        return dialect.Open("acme", KazooLineTests.Settings(address));
    }
}
