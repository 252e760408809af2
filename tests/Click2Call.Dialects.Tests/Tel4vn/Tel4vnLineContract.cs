using Click2Call.Calls;
using Click2Call.Dialects.Tel4vn;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Tel4vn;

/// <summary>The contract with a fixed token and the asynchronous request.</summary>
public class Tel4vnLineContract : LineContract
{
    private Tel4vnDialect? dialect;

    protected virtual string Role => Tel4vnOptions.Token;

    protected virtual (string Name, string Value)[] Options => [];

    protected virtual string DialPath => "/v1/click2call/async";

    // One dialect for all lines, as in the app: it remembers their tokens.
    protected override IPhoneLine Open(Uri address) =>
        Open(address, dialect ??= new(Connections, new FakeSecrets { ["tel4vn-secret"] = Secret }, Clock));

    protected override IPhoneLine OpenWithoutSecret(Uri address) => Open(address, new Tel4vnDialect(Connections, new FakeSecrets(), Clock));

    protected override CallOrder Order => Tel4vnSetup.Order;

    protected override StubReply Accepts => StubReply.Json("""
        {
          "status": "success",
          "call_id": "01b7d166-b564-42ec-80a1-4ad343225934"
        }
        """);

    protected override string? AcceptedId => "01b7d166-b564-42ec-80a1-4ad343225934";

    protected override IEnumerable<(StubReply Reply, CallOutcome Outcome)> Refusals =>
    [
        .. Tel4vnErrors.Words.Select(row => (StubReply.Json($$"""{"status":"fail","error":"{{row.Word}}"}"""), row.Means)),
        (StubReply.Json("""{"status":"fail","message":"User not registered extension with Softphone or IP Phone","error":"USER_NOT_REGISTERED"}"""), CallOutcome.AgentOffline),
        (StubReply.Json("""{"code":"1","status":"fail","message":"User not registered extension with Softphone or IP Phone","error":"USER_NOT_REGISTERED"}"""), CallOutcome.AgentOffline),
        (StubReply.Json("""{"Status":"Fail","Error":"user_busy"}"""), CallOutcome.AgentBusy),
        (StubReply.Json("""{"error":"USER_BUSY"}""", 400), CallOutcome.AgentBusy),
        (StubReply.Json("""{"status":"fail","error":"SOMETHING_ELSE"}"""), CallOutcome.LineRefused),
        (StubReply.Json("""{"status":"fail"}"""), CallOutcome.LineRefused),
        (StubReply.Http(404, "text/html", "<h1>Not Found</h1>"), CallOutcome.LineRefused),
        (StubReply.Http(405, "text/html", "<h1>Method Not Allowed</h1>"), CallOutcome.LineRefused),
    ];

    protected override bool IsDial(StubRequest request) => request.Path == DialPath;

    protected override StubReply AnswersElse(StubRequest request) => request.Path switch
    {
        "/v1/auth" => StubReply.Json($$$"""{"data":{"user_uuid":"u","domain_uuid":"d","username":"foo","api_key":"k-{{{Secret}}}","user_enabled":"true","level":"admin"}}"""),
        "/v2/auth/token" => StubReply.Json($$$"""{"code":200,"content":"successfully","data":{"client_id":"c","domain_uuid":"d","expired_in":14763877,"refresh_token":"","token":"t-{{{Secret}}}","token_type":"Bearer","user_id":"u"}}"""),
        _ => StubReply.Json("""{"data":[],"limit":1,"offset":0,"total":0}"""),
    };

    private IPhoneLine Open(Uri address, Tel4vnDialect dialect) => dialect.Open("acme", Tel4vnSetup.Settings(address, Role, Options));
}

/// <summary>The contract with an API key and the synchronous request.</summary>
public sealed class Tel4vnSyncLineContract : Tel4vnLineContract
{
    protected override string Role => Tel4vnOptions.ApiKey;

    protected override (string Name, string Value)[] Options => [(Tel4vnOptions.Mode, "sync")];

    protected override string DialPath => "/v1/click2call";
}

/// <summary>The contract with a password and version 2.</summary>
public sealed class Tel4vnV2LineContract : Tel4vnLineContract
{
    protected override string Role => Tel4vnOptions.Password;

    protected override (string Name, string Value)[] Options => [(Tel4vnOptions.Username, "foo@test.tel4vn.com"), (Tel4vnOptions.Api, "v2")];

    protected override string DialPath => "/v2/click2call";

    protected override CallOrder Order => Tel4vnSetup.Order with { Hotline = null };

    protected override StubReply Accepts => StubReply.Json("""
        {
          "code": "0",
          "call_id": "50038035-0717-40f1-b7af-eb92021b012e",
          "status": "success"
        }
        """);

    protected override string? AcceptedId => "50038035-0717-40f1-b7af-eb92021b012e";
}
