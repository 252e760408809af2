using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Tel4vn;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Tel4vn;

/// <summary>The dialect with a clock and secrets of the test, its lines to phone systems that are scripted, and what those answer.</summary>
internal sealed class Tel4vnBench : IDisposable
{
    public const string Ok = """{"status":"success","call_id":"01b7d166-b564-42ec-80a1-4ad343225934"}""";
    public const string NotFound = "<h1>Not Found</h1>";

    private readonly LineConnections connections;

    public Tel4vnBench()
    {
        connections = new(Clock);
        Dialect = new(connections, Secrets, Clock);
    }

    public static AttemptId Attempt { get; } = new(CallId.Parse("0195f7a0-0000-7000-8000-000000000001"), 1);

    public ManualClock Clock { get; } = new();

    public FakeSecrets Secrets { get; } = new() { ["tel4vn-secret"] = "{{TOKEN}}" };

    public Tel4vnDialect Dialect { get; }

    public void Dispose() => connections.Dispose();

    public async Task<(DialResult Result, StubRequest? Request)> Dial(string body, CallOrder order, params (string, string)[] options)
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Json(body));
        return (await Dial(Open(stub.Address, Tel4vnOptions.Token, options), order), stub.Requests.SingleOrDefault());
    }

    public static async Task<DialResult> Dial(IPhoneLine line, CallOrder order) => await line.GetReady(new(Attempt, order), TestContext.Current.CancellationToken) switch
    {
        DialReadiness.Ready ready => await ready.Dial.Send(TestContext.Current.CancellationToken),
        DialReadiness.NotReady not => new DialResult.Refused(not.Outcome, not.Reason),
        _ => throw new InvalidOperationException(),
    };

    public IPhoneLine Open(Uri address, string role = Tel4vnOptions.Token, params (string, string)[] options) =>
        Dialect.Open("acme", Tel4vnSetup.Settings(address, role, options));

    public static IEnumerable<string> Tokens(StubPhoneSystem stub) => stub.Requests.Select(request => request.Headers.GetValueOrDefault("Authorization", ""));

    public static Func<StubRequest, StubReply> Answers(string token, int life = 14763877) => request => request.Path switch
    {
        "/v1/auth" => StubReply.Json("""{"code":200,"content":"successfully","data":{"api_key":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeee","domain_uuid":"d","enabled":"true","extension":"110","level":"admin","user_uuid":"u","username":"adminfortest"}}"""),
        "/v2/auth/token" => StubReply.Json($$$"""{"code":200,"content":"successfully","data":{"client_id":"c","domain_uuid":"d","expired_in":{{{life}}},"refresh_token":"","token":"{{{token}}}","token_type":"Bearer","user_id":"u"}}"""),
        _ => StubReply.Json(Ok),
    };
}
