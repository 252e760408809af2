using Click2Call.Calls;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Dialects.Voicenter;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Voicenter;

/// <summary>The contract, answered in JSON.</summary>
public class VoicenterLineContract : LineContract
{
    protected override IPhoneLine Open(Uri address) => Open(address, new FakeSecrets { ["voicenter-code"] = Secret });

    protected override IPhoneLine OpenWithoutSecret(Uri address) => Open(address, []);

    protected override CallOrder Order => VoicenterLineTests.Order;

    // 1.6 JSON response Example
    protected override StubReply Accepts => StubReply.Json("""
        {
            "ERRORCODE":0,
            "ERRORMESSAGE":"OK",
            "CALLID":"sdfsdfsdfsdfsdfsdfsdfsdfsdf0brp"
        }
        """);

    protected override string? AcceptedId => "sdfsdfsdfsdfsdfsdfsdfsdfsdf0brp";

    protected override IEnumerable<(StubReply Reply, CallOutcome Outcome)> Refusals =>
    [
        .. VoicenterErrors.Codes.Where(row => row.Means is not null).Select(row => (Error(row.Code), row.Means!.Value)),
        (Error(17), CallOutcome.LineRefused),
        (StubReply.Json("""{"errorcode":"3","ErrorMessage":"offline","CallID":null}"""), CallOutcome.AgentOffline),
        (StubReply.Http(404, "text/html", "<h1>Not Found</h1>"), CallOutcome.LineRefused),
    ];

    protected override bool IsDial(StubRequest request) => request.Fields["phone"] is not null;

    protected override StubReply AnswersElse(StubRequest request) => Error(1, "Phone is missing");

    protected virtual StubReply Error(int code, string message = "no") => StubReply.Json($$"""{"ERRORCODE":{{code}},"ERRORMESSAGE":"{{message}}","CALLID":""}""");

    private IPhoneLine Open(Uri address, FakeSecrets secrets) => new VoicenterDialect(Connections, secrets).Open("acme", new()
    {
        Id = "main",
        Dialect = "voicenter",
        BaseUrl = address,
        Secrets = new Dictionary<string, string> { ["code"] = "voicenter-code" },
        Options = OnLoopback,
    });
}

/// <summary>The contract, answered in XML although JSON was asked for.</summary>
public sealed class VoicenterXmlLineContract : VoicenterLineContract
{
    protected override StubReply Accepts => Error(0, "OK", "sdfsdfsdfsdfsdfsdfsdfsdfsdf0brp");

    protected override StubReply Error(int code, string message = "no") => Error(code, message, "");

    private static StubReply Error(int code, string message, string id) => StubReply.Http(200, "text/xml", $"""
        <?xml version="1.0"?>
        <methodResponse>
          <params>
            <param>
              <value>
                <struct>
                  <member>
                    <name>ERRORCODE</name>
                    <value><string>{code}</string></value>
                  </member>
                  <member>
                    <name>ERRORMESSAGE</name>
                    <value><string>{message}</string></value>
                  </member>
                  <member>
                    <name>CALLID</name>
                    <value><string>{id}</string></value>
                  </member>
                </struct>
              </value>
            </param>
          </params>
        </methodResponse>
        """);
}
