using Click2Call.Calls;
using Click2Call.Dialects.Technoline;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Technoline;

public sealed class TechnolineLineContract : LineContract
{
    protected override IPhoneLine Open(Uri address) => Open(address, new FakeSecrets { ["technoline-key"] = Secret });

    protected override IPhoneLine OpenWithoutSecret(Uri address) => Open(address, []);

    protected override CallOrder Order => TechnolineLineTests.Order;

    protected override StubReply Accepts => StubReply.Json("""
        {
          "status":     "OK",
          "errorCode":  0,
          "callId":     "a1b2c3d4-...",
          "extension":  "101",
          "target":     "0501234567",
          "targetName": "Customer Name"
        }
        """);

    protected override string? AcceptedId => "a1b2c3d4-...";

    protected override IEnumerable<(StubReply Reply, CallOutcome Outcome)> Refusals =>
    [
        .. TechnolineErrors.Codes.Where(row => row.Means is not null).Select(row => (Error(row.Code), row.Means!.Value)),
        (Error(5), CallOutcome.LineRefused),
        (Error(-99), CallOutcome.LineRefused),
        (StubReply.Json("""{"status":"error","errorCode":"4","messige":"no such extension"}"""), CallOutcome.AgentOffline),
        (StubReply.Http(404, "text/html", "<h1>Not Found</h1>"), CallOutcome.LineRefused),
        (StubReply.Http(400, "text/html", "<h1>Bad Request</h1>"), CallOutcome.LineRefused),
        (StubReply.Json("""{"status":"ERROR","errorCode":3,"note":"x"}""", 400), CallOutcome.TargetUnreachable),
    ];

    protected override bool IsDial(StubRequest request) => request.Fields["target"] is not null;

    protected override StubReply AnswersElse(StubRequest request) => Error(1);

    private IPhoneLine Open(Uri address, FakeSecrets secrets) => new TechnolineDialect(Connections, secrets).Open("acme", new()
    {
        Id = "main",
        Dialect = "technoline",
        BaseUrl = address,
        Secrets = new Dictionary<string, string> { ["apiKey"] = "technoline-key" },
        Options = OnLoopback,
    });

    private static StubReply Error(int code) => StubReply.Json($$"""{"status":"ERROR","errorCode":{{code}},"note":"שלוחה לא נמצאה או לא שייכת לחשבון"}""");
}
