using Click2Call.Calls;
using Click2Call.Dialects.Tel4vn;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Tests.Tel4vn;

/// <summary>The tokens that the line dials with: fetched, kept, and fetched again.</summary>
public sealed class Tel4vnLineTokenTests : IDisposable
{
    private readonly Tel4vnBench bench = new();

    public void Dispose() => bench.Dispose();

    // Login Account, Get Access Token
    [Fact]
    public async Task A_token_is_fetched_with_user_and_password()
    {
        await using var stub = new StubPhoneSystem(Tel4vnBench.Answers("t1"));
        Assert.IsType<DialResult.Accepted>(await Tel4vnBench.Dial(bench.Open(stub.Address, Tel4vnOptions.Password, (Tel4vnOptions.Username, "foo@test.tel4vn.com")), Tel4vnSetup.Plain));
        Assert.Equal(
            [
                ("POST", "/v1/auth", """{"username":"foo@test.tel4vn.com","password":"{{TOKEN}}"}""", null),
                ("POST", "/v2/auth/token", """{"api_key":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeee"}""", null),
                ("GET", "/v1/click2call/async", "", "Bearer t1"),
            ],
            stub.Requests.Select(request => (request.Method, request.Path, request.Body, request.Headers.GetValueOrDefault("Authorization"))));
    }

    [Fact]
    public async Task A_token_is_kept_and_renewed_before_it_expires()
    {
        await using var stub = new StubPhoneSystem(Tel4vnBench.Answers("t1", life: 3600));
        await Tel4vnBench.Dial(bench.Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        bench.Clock.Advance(TimeSpan.FromSeconds(3539));
        stub.Script = Tel4vnBench.Answers("t2", life: 3600);
        await Tel4vnBench.Dial(bench.Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await Tel4vnBench.Dial(bench.Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        Assert.Equal(["", "Bearer t1", "Bearer t1", "", "Bearer t2"], Tel4vnBench.Tokens(stub));
    }

    // PBX API Reference: {"data":{"expired":1613636318,"token":"…","user_id":"…"}}
    [Fact]
    public async Task The_older_address_is_asked_where_the_newer_is_not_there()
    {
        await using var stub = new StubPhoneSystem(request => request.Path switch
        {
            "/v2/auth/token" => StubReply.Http(404, "text/html", Tel4vnBench.NotFound),
            "/v1/auth/token" => StubReply.Json($$$"""{"data":{"expired":{{{bench.Clock.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds()}}},"token":"old","user_id":"u"}}"""),
            _ => StubReply.Json(Tel4vnBench.Ok),
        });
        await Tel4vnBench.Dial(bench.Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        bench.Clock.Advance(TimeSpan.FromMinutes(8));
        await Tel4vnBench.Dial(bench.Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await Tel4vnBench.Dial(bench.Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        Assert.Equal(["/v2/auth/token", "/v1/auth/token", "/v1/click2call/async", "/v1/click2call/async", "/v2/auth/token", "/v1/auth/token", "/v1/click2call/async"], stub.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task Another_secret_is_another_token()
    {
        await using var stub = new StubPhoneSystem(Tel4vnBench.Answers("t1"));
        await Tel4vnBench.Dial(bench.Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        bench.Secrets["tel4vn-secret"] = "rotated";
        stub.Script = Tel4vnBench.Answers("t2");
        await Tel4vnBench.Dial(bench.Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        Assert.Equal(["", "Bearer t1", "", "Bearer t2"], Tel4vnBench.Tokens(stub));
    }

    // A 401 is surely not a call, but the dial is not repeated: the next try asks for a token first.
    [Fact]
    public async Task A_kept_token_that_is_refused_makes_room_for_a_new_one()
    {
        await using var stub = new StubPhoneSystem(Tel4vnBench.Answers("t1"));
        await Tel4vnBench.Dial(bench.Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        stub.Script = request => request.Headers.GetValueOrDefault("Authorization") == "Bearer t1"
            ? StubReply.Json("""{"error":"token is expired"}""", 401)
            : Tel4vnBench.Answers("t2")(request);
        var withdrawn = await Tel4vnBench.Dial(bench.Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        Assert.Equal(CallOutcome.LineUnavailable, Assert.IsType<DialResult.Refused>(withdrawn).Outcome);
        Assert.IsType<DialResult.Accepted>(await Tel4vnBench.Dial(bench.Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain));
        Assert.Equal(["", "Bearer t1", "Bearer t1", "", "Bearer t2"], Tel4vnBench.Tokens(stub));
    }

    [Theory]
    [InlineData(401, """{"status":"fail","message":"bad key {{TOKEN}}"}""", CallOutcome.LineRefused)]
    [InlineData(400, "", CallOutcome.LineRefused)]
    [InlineData(404, Tel4vnBench.NotFound, CallOutcome.LineRefused)]
    [InlineData(200, """{"code":200,"content":"successfully","data":{}}""", CallOutcome.LineRefused)]
    [InlineData(200, "<html>", CallOutcome.LineRefused)]
    [InlineData(301, "", CallOutcome.LineRefused)]
    [InlineData(500, "", CallOutcome.LineUnavailable)]
    [InlineData(503, "", CallOutcome.LineUnavailable)]
    [InlineData(429, "", CallOutcome.LineUnavailable)]
    public async Task Without_a_token_nothing_is_dialled(int status, string body, CallOutcome outcome)
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Http(status, "application/json", body));
        var refused = Assert.IsType<DialResult.Refused>(await Tel4vnBench.Dial(bench.Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain));
        Assert.Equal(outcome, refused.Outcome);
        Assert.DoesNotContain("{{TOKEN}}", refused.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(stub.Requests, request => request.Path.Contains("click2call", StringComparison.Ordinal));
    }
}
