using Click2Call.Calls;
using Click2Call.Dialects.Tel4vn;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Tests.Tel4vn;

/// <summary>What the line makes of the phone system's records of calls.</summary>
public sealed class Tel4vnLookUpTests : IDisposable
{
    private readonly Tel4vnBench bench = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => bench.Dispose();

    // Get a Specific CDR, default and flex mapping
    [Theory]
    [InlineData("""{"id":"7","sip_call_id":"aabb","cause":"NORMAL_CLEARING","duration":7,"status":"BUSY","time_ended":"2021-02-18 17:21:05"}""", CallOutcome.TargetBusy)]
    [InlineData("""{"id":"7","status":"ANSWERED"}""", CallOutcome.Answered)]
    [InlineData("""{"cdrId":"7","status":"answered","billsec":23}""", CallOutcome.Answered)]
    [InlineData("""{"id":"01 ","sip_call_id":"7","status":"no-answered"}""", CallOutcome.TargetNoAnswer)]
    [InlineData("""{"id":"7","status":"NO ANSWER"}""", CallOutcome.TargetNoAnswer)]
    [InlineData("""{"id":"7","status":"cancel"}""", CallOutcome.Canceled)]
    [InlineData("""{"id":"7","status":"not-available"}""", CallOutcome.TargetUnreachable)]
    [InlineData("""{"id":"7","status":"invalid"}""", CallOutcome.AgentNoAnswer)]
    [InlineData("""{"id":"7","status":"invalid","cause":"USER_BUSY"}""", CallOutcome.AgentBusy)]
    [InlineData("""{"id":"7","status":"busy","cause":"CALL_REJECTED"}""", CallOutcome.TargetRejected)]
    [InlineData("""{"data":[{"id":"6","status":"answered"},{"id":"7 ","status":"busy"}],"limit":10,"offset":10,"total":35}""", CallOutcome.TargetBusy)]
    [InlineData("""{"data":{"id":"7","status":"busy"}}""", CallOutcome.TargetBusy)]
    [InlineData("""{"id":"7","status":"FAILED"}""", null)]
    [InlineData("""{"id":"7","status":""}""", null)]
    [InlineData("""{"id":"8","status":"busy"}""", null)]
    [InlineData("""{"data":[]}""", null)]
    [InlineData("[]", null)]
    [InlineData("", null)]
    public async Task Records_tell_how_a_call_ended(string body, CallOutcome? outcome)
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Json(body));
        var found = await bench.Open(stub.Address, Tel4vnOptions.Token, (Tel4vnOptions.Cdr, "true")).LookUp(Tel4vnBench.Attempt, "7", None);
        Assert.Equal(outcome is { } known ? new LookUp.Ended(known) : new LookUp.NotYet(), found);
        Assert.Equal(("GET", "/v2/cdr/7", "Bearer {{TOKEN}}"), (stub.Requests[0].Method, stub.Requests[0].Target, stub.Requests[0].Headers["Authorization"]));
    }

    [Fact]
    public async Task A_record_that_is_not_there_proves_nothing()
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Http(404, "text/html", Tel4vnBench.NotFound));
        Assert.IsType<LookUp.NotYet>(await bench.Open(stub.Address, Tel4vnOptions.Token, (Tel4vnOptions.Cdr, "true")).LookUp(Tel4vnBench.Attempt, "7", None));
        Assert.Equal(["/v2/cdr/7", "/v1/cdr/7"], stub.Requests.Select(request => request.Path));
        Assert.IsType<LookUp.Unknown>(await bench.Open(stub.Address, Tel4vnOptions.Token, (Tel4vnOptions.Cdr, "true")).LookUp(Tel4vnBench.Attempt, null, None));
        Assert.IsType<LookUp.Unknown>(await bench.Open(stub.Address).LookUp(Tel4vnBench.Attempt, "7", None));
        Assert.Equal(2, stub.Requests.Count);
    }

    // PBX API Reference: /v1/cdr
    [Fact]
    public async Task Records_of_the_older_system_are_found()
    {
        await using var stub = new StubPhoneSystem(request => request.Path.StartsWith("/v1/", StringComparison.Ordinal)
            ? StubReply.Json("""{"id":"7","status":"BUSY"}""")
            : StubReply.Http(404, "text/html", Tel4vnBench.NotFound));
        Assert.Equal(new LookUp.Ended(CallOutcome.TargetBusy), await bench.Open(stub.Address, Tel4vnOptions.Token, (Tel4vnOptions.Cdr, "true")).LookUp(Tel4vnBench.Attempt, "7", None));
        Assert.Null(await bench.Open(stub.Address).Probe(None));
        Assert.Null(await bench.Open(stub.Address, Tel4vnOptions.ApiKey).Probe(None));
    }

    [Fact]
    public async Task A_look_up_renews_its_token_once()
    {
        await using var stub = new StubPhoneSystem(Tel4vnBench.Answers("t1"));
        await Tel4vnBench.Dial(bench.Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        stub.Script = request => request.Headers.GetValueOrDefault("Authorization") switch
        {
            null => Tel4vnBench.Answers("t2")(request),
            "Bearer t2" => StubReply.Json("""{"id":"7","status":"busy"}"""),
            _ => StubReply.Http(401, "text/html", ""),
        };
        Assert.Equal(new LookUp.Ended(CallOutcome.TargetBusy), await bench.Open(stub.Address, Tel4vnOptions.ApiKey, (Tel4vnOptions.Cdr, "true")).LookUp(Tel4vnBench.Attempt, "7", None));
        stub.Script = request => request.Method == "POST" ? Tel4vnBench.Answers("t3")(request) : StubReply.Http(401, "text/html", "");
        Assert.IsType<LookUp.NotYet>(await bench.Open(stub.Address, Tel4vnOptions.ApiKey, (Tel4vnOptions.Cdr, "true")).LookUp(Tel4vnBench.Attempt, "7", None));
        Assert.Equal(["", "Bearer t1", "Bearer t1", "", "Bearer t2", "Bearer t2", "", "Bearer t3"], Tel4vnBench.Tokens(stub));
    }
}
