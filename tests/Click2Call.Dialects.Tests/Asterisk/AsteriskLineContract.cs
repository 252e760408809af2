using Click2Call.Calls;
using Click2Call.Dialects.Asterisk;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Asterisk;

/// <summary>The contract, with the answers of an Asterisk 22.</summary>
public sealed class AsteriskLineContract : LineContract
{
    // Recorded: POST /ari/channels/{id} of a Local channel, Asterisk 22.10.1.
    internal const string Channel = """{"id":"0195f7a0-0000-7000-8000-000000000001-1","name":"Local/s@click2call-agent-00000000;1","state":"Down","protocol_id":"","caller":{"name":"","number":""},"connected":{"name":"","number":""},"accountcode":"","dialplan":{"context":"click2call-agent","exten":"s","priority":1,"app_name":"AppDial2","app_data":"(Outgoing Line)"},"creationtime":"2026-11-20T18:33:45.639+0000","language":"en"}""";

    protected override IPhoneLine Open(Uri address) => Open(address, new FakeSecrets { ["pbx-password"] = Secret });

    protected override IPhoneLine OpenWithoutSecret(Uri address) => Open(address, []);

    protected override CallOrder Order => AsteriskLineTests.Order;

    protected override StubReply Accepts => StubReply.Json(Channel);

    protected override string? AcceptedId => null;

    protected override IEnumerable<(StubReply Reply, CallOutcome Outcome)> Refusals =>
    [
        (StubReply.Json("""{"error":"Allocation failed"}""", 500), CallOutcome.LineRefused),
        (StubReply.Json("""{"message":"Invalid endpoint specified"}""", 400), CallOutcome.LineRefused),
        // Recorded while an Asterisk was starting: its HTTP server was up, ARI not yet. A lead must wait, not end.
        (StubReply.Http(404, "text/html", "<h1>Not Found</h1>"), CallOutcome.LineUnavailable),
        (StubReply.Json("""{"message":"Resource not found"}""", 404), CallOutcome.LineUnavailable),
    ];

    protected override bool IsDial(StubRequest request) => request.Method == "POST";

    protected override StubReply AnswersElse(StubRequest request) =>
        StubReply.Json("""{"ping":"pong","timestamp":"2026-11-20T18:36:02.821+0000","asterisk_id":"02:fc:00:00:00:01"}""");

    [Fact]
    public async Task A_channel_that_lives_already_was_placed() => Assert.Equal(
        new DialResult.Accepted(null),
        (await Dial(StubReply.Json("""{"message":"Channel with given unique ID already exists"}""", 409))).Result);

    private IPhoneLine Open(Uri address, FakeSecrets secrets) => new AsteriskDialect(Connections, secrets, new FakeDirectory(), Clock).Open("acme", new()
    {
        Id = "main",
        Dialect = "asterisk",
        BaseUrl = address,
        Secrets = new Dictionary<string, string> { ["password"] = "pbx-password" },
        Options = new Dictionary<string, string>(OnLoopback) { ["phones"] = "PJSIP/{number}@carrier" },
    });
}
