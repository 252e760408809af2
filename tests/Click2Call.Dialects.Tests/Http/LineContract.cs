using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;
using Click2Call.Orders;
using Click2Call.Testing;

namespace Click2Call.Dialects.Tests.Http;

/// <summary>What every line over HTTP must do, whatever the dialect. A dialect gives its requests and bodies.</summary>
public abstract class LineContract : IDisposable
{
    /// <summary>The value of every secret; it must turn up nowhere but in requests.</summary>
    protected const string Secret = "s3cr3t+value&=%";

    protected ManualClock Clock { get; } = new();

    /// <summary>Open lines over this, so that their breaker remembers.</summary>
    protected LineConnections Connections { get; }

    protected LineContract() => Connections = new(Clock);

    protected static CancellationToken None => TestContext.Current.CancellationToken;

    protected static AttemptId Attempt { get; } = new(CallId.Parse("0195f7a0-0000-7000-8000-000000000001"), 1);

    protected static IReadOnlyDictionary<string, string> OnLoopback { get; } =
        new Dictionary<string, string> { [LineAddress.AllowPrivateNetwork] = "true" };

    /// <summary>The line at that address, private networks allowed, its secrets <see cref="Secret"/>.</summary>
    protected abstract IPhoneLine Open(Uri address);

    /// <summary>An order that the dialect can dial.</summary>
    protected abstract CallOrder Order { get; }

    /// <summary>The phone system takes the order.</summary>
    protected abstract StubReply Accepts { get; }

    /// <summary>The id in <see cref="Accepts"/>.</summary>
    protected abstract string? AcceptedId { get; }

    /// <summary>Every way in which the dialect can say no, and what it means.</summary>
    protected abstract IEnumerable<(StubReply Reply, CallOutcome Outcome)> Refusals { get; }

    /// <summary>What a plain HTTP 500 means in the dialect.</summary>
    protected virtual Type On500 => typeof(DialResult.Uncertain);

    /// <summary>Whether a request is the dial itself, and not a token, a probe, a look-up.</summary>
    protected abstract bool IsDial(StubRequest request);

    /// <summary>What a healthy phone system answers to everything but a dial.</summary>
    protected abstract StubReply AnswersElse(StubRequest request);

    public void Dispose()
    {
        Connections.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Accepted()
    {
        var (result, requests) = await Dial(Accepts);
        Assert.Equal(new DialResult.Accepted(AcceptedId), result);
        Assert.Single(requests, IsDial);
    }

    [Fact]
    public async Task Accepted_whatever_the_content_type()
    {
        var text = System.Text.Encoding.UTF8.GetString(Accepts.Bytes.Span);
        var body = text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        foreach (var type in (string[])["text/plain", "text/html; charset=utf-8", "application/octet-stream"])
            Assert.Equal(new DialResult.Accepted(AcceptedId), (await Dial(StubReply.Http(200, type, body))).Result);
    }

    [Fact]
    public async Task Every_refusal_has_its_outcome()
    {
        foreach (var (reply, outcome) in Refusals)
            Assert.Equal(outcome, Assert.IsType<DialResult.Refused>((await Dial(reply)).Result).Outcome);
    }

    [Theory]
    [InlineData(401, CallOutcome.LineRefused)]
    [InlineData(403, CallOutcome.LineRefused)]
    [InlineData(503, CallOutcome.LineUnavailable)]
    [InlineData(429, CallOutcome.LineUnavailable)]
    public async Task A_status_that_says_no(int status, CallOutcome outcome) =>
        Assert.Equal(outcome, Assert.IsType<DialResult.Refused>((await Dial(StubReply.Http(status, "text/html", "<h1>No</h1>"))).Result).Outcome);

    [Theory]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(408)]
    [InlineData(520)]
    public async Task A_gateway_that_does_not_know(int status) =>
        Assert.IsType<DialResult.Uncertain>((await Dial(StubReply.Http(status, "text/html", "<h1>Bad gateway</h1>"))).Result);

    [Fact]
    public async Task Internal_error_by_the_table_of_the_dialect() =>
        Assert.IsType(On500, (await Dial(StubReply.Http(500, "text/html", "<h1>Oops</h1>"))).Result);

    [Fact]
    public async Task Redirect_is_refused_and_not_followed()
    {
        foreach (var status in (int[])[301, 302, 303, 307, 308])
        {
            var (result, requests) = await Dial(StubReply.Http(status, "text/html", "", "Location: /elsewhere"));
            Assert.Equal(CallOutcome.LineRefused, Assert.IsType<DialResult.Refused>(result).Outcome);
            Assert.Single(requests, IsDial);
            Assert.DoesNotContain(requests, request => request.Path.Contains("elsewhere", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("<html><body>Welcome</body></html>")]
    [InlineData("{\"unheard\":\"of\"}")]
    [InlineData("{\"sta")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("<methodResponse><params>")]
    public async Task An_answer_that_nobody_understands_is_uncertain(string body) =>
        Assert.IsType<DialResult.Uncertain>((await Dial(StubReply.Http(200, "text/html", body))).Result);

    [Fact]
    public async Task A_body_without_end_is_cut()
    {
        var reply = StubReply.Http(200, "application/json", "{\"x\":\"" + new string('x', 4_000_000));
        Assert.IsType<DialResult.Uncertain>((await Dial(reply)).Result);
    }

    [Fact]
    public async Task A_closed_connection_after_sending_is_uncertain_and_not_sent_again()
    {
        var (result, requests) = await Dial(StubReply.Close);
        Assert.IsType<DialResult.Uncertain>(result);
        Assert.Single(requests, IsDial);
    }

    [Fact]
    public async Task Half_an_answer_is_uncertain() => Assert.IsType<DialResult.Uncertain>((await Dial(Accepts.Cut())).Result);

    [Fact]
    public async Task Nobody_listens_is_refused()
    {
        using var nobody = new Nobody();
        Assert.Equal(CallOutcome.LineUnavailable, Assert.IsType<DialResult.Refused>(await Dial(Open(new Uri($"http://127.0.0.1:{nobody.Port}/")))).Outcome);
    }

    [Fact]
    public async Task A_connection_that_is_not_made_in_time_is_refused()
    {
        // It accepts and then never says a word of TLS.
        await using var stub = new StubPhoneSystem(_ => StubReply.Silence);
        var line = Open(new Uri($"https://127.0.0.1:{stub.Port}/"));
        var dial = Dial(line);
        await stub.NextConnection();
        Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(CallOutcome.LineUnavailable, Assert.IsType<DialResult.Refused>(await dial.WaitAsync(TimeSpan.FromSeconds(60), None)).Outcome);
    }

    [Fact]
    public async Task Silence_after_sending_is_uncertain() => Assert.IsType<DialResult.Uncertain>(await DialAndWait(StubReply.Silence));

    [Fact]
    public async Task A_slow_drip_ends_with_the_dial_timeout() => Assert.IsType<DialResult.Uncertain>(await DialAndWait(Accepts.Drip()));

    [Fact]
    public async Task The_dial_timeout_is_under_150_seconds()
    {
        await using var stub = new StubPhoneSystem(Script(Accepts));
        Assert.InRange(Open(stub.Address).DialTimeout(new(Attempt, Order)), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(149));
    }

    [Fact]
    public async Task Given_up_after_sending_is_uncertain()
    {
        await using var stub = new StubPhoneSystem(Script(StubReply.Silence));
        var ready = await Ready(Open(stub.Address));
        using var giveUp = new CancellationTokenSource();
        var sending = ready.Send(giveUp.Token);
        while (!IsDial(await stub.NextRequest()))
        {
        }

        await giveUp.CancelAsync();
        Assert.IsType<DialResult.Uncertain>(await sending.WaitAsync(TimeSpan.FromSeconds(60), None));
    }

    [Fact]
    public async Task Given_up_before_sending_is_refused()
    {
        await using var stub = new StubPhoneSystem(Script(Accepts));
        var ready = await Ready(Open(stub.Address));
        var result = await ready.Send(new CancellationToken(canceled: true));
        Assert.Equal(CallOutcome.LineUnavailable, Assert.IsType<DialResult.Refused>(result).Outcome);
        Assert.DoesNotContain(stub.Requests, IsDial);
    }

    [Fact]
    public async Task Secrets_stay_out_of_reasons()
    {
        foreach (var status in (int[])[200, 400, 401, 404, 500])
        {
            await using var stub = new StubPhoneSystem(request => IsDial(request)
                ? StubReply.Json($$"""{"status":"ERROR","note":"bad {{Secret}} {{request.Body.Replace("\"", "'", StringComparison.Ordinal)}}"}""", status)
                : AnswersElse(request));
            Assert.DoesNotContain("s3cr3t", (await Dial(Open(stub.Address))).ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_missing_secret_is_not_a_dial()
    {
        await using var stub = new StubPhoneSystem(Script(Accepts));
        var readiness = await OpenWithoutSecret(stub.Address).GetReady(new(Attempt, Order), None);
        Assert.Equal(CallOutcome.LineUnavailable, Assert.IsType<DialReadiness.NotReady>(readiness).Outcome);
        Assert.DoesNotContain(stub.Requests, IsDial);
    }

    /// <summary>As <see cref="Open"/>, but no secret can be had.</summary>
    protected abstract IPhoneLine OpenWithoutSecret(Uri address);

    [Fact]
    public async Task The_breaker_opens_and_only_a_probe_closes_it()
    {
        var healthy = true;
        await using var stub = new StubPhoneSystem(request => (healthy, IsDial(request)) switch
        {
            (false, _) => StubReply.Http(503, "text/html", "down"),
            (true, true) => Accepts,
            (true, false) => AnswersElse(request),
        });
        var dials = new List<IReadyDial>();
        for (var i = 0; i <= LineBreaker.FewestRequests; i++)
            dials.Add(await Ready(Open(stub.Address)));
        healthy = false;
        for (var i = 0; i < LineBreaker.FewestRequests; i++)
            Assert.IsType<DialResult.Refused>(await dials[i].Send(None));

        // Open: neither a dial that was ready before nor a new one reaches the phone system.
        var before = stub.Requests.Count;
        Assert.Equal(CallOutcome.LineUnavailable, Assert.IsType<DialResult.Refused>(await dials[^1].Send(None)).Outcome);
        Assert.Equal(CallOutcome.LineUnavailable, Assert.IsType<DialReadiness.NotReady>(await Open(stub.Address).GetReady(new(Attempt, Order), None)).Outcome);
        Assert.Equal(before, stub.Requests.Count);

        // The break is over, the phone system is not back: a probe finds out, not a dial, however long that was ready.
        Clock.Advance(LineBreaker.Break + TimeSpan.FromSeconds(1));
        Assert.IsType<DialResult.Refused>(await dials[^1].Send(None));
        Assert.Equal(before, stub.Requests.Count);
        Assert.IsType<DialReadiness.NotReady>(await Open(stub.Address).GetReady(new(Attempt, Order), None));
        Assert.Equal(before + 1, stub.Requests.Count);
        Assert.False(IsDial(stub.Requests[^1]));

        // It is back.
        healthy = true;
        Clock.Advance(LineBreaker.Break + TimeSpan.FromSeconds(1));
        var dial = await Ready(Open(stub.Address));
        Assert.Equal(new DialResult.Accepted(AcceptedId), await dial.Send(None));
    }

    [Fact]
    public async Task The_probe_rings_nobody()
    {
        await using var stub = new StubPhoneSystem(Script(Accepts));
        Assert.Null(await Open(stub.Address).Probe(None));
        Assert.DoesNotContain(stub.Requests, IsDial);
        stub.Script = _ => StubReply.Http(503, "text/html", "down");
        Assert.NotNull(await Open(stub.Address).Probe(None));
    }

    /// <summary>One dial at a phone system that answers dials so.</summary>
    protected async Task<(DialResult Result, IReadOnlyList<StubRequest> Requests)> Dial(StubReply reply, CallOrder? order = null)
    {
        await using var stub = new StubPhoneSystem(Script(reply));
        var result = await Dial(Open(stub.Address), order);
        return (result, stub.Requests);
    }

    protected async Task<DialResult> Dial(IPhoneLine line, CallOrder? order = null) =>
        await line.GetReady(new(Attempt, order ?? Order), None) switch
        {
            DialReadiness.Ready ready => await ready.Dial.Send(None),
            DialReadiness.NotReady not => new DialResult.Refused(not.Outcome, not.Reason),
            _ => throw new InvalidOperationException(),
        };

    protected async Task<IReadyDial> Ready(IPhoneLine line) =>
        Assert.IsType<DialReadiness.Ready>(await line.GetReady(new(Attempt, Order), None)).Dial;

    protected Func<StubRequest, StubReply> Script(StubReply dial) => request => IsDial(request) ? dial : AnswersElse(request);

    private async Task<DialResult> DialAndWait(StubReply reply)
    {
        await using var stub = new StubPhoneSystem(Script(reply));
        var line = Open(stub.Address);
        var dial = Dial(line);
        while (!IsDial(await stub.NextRequest()))
        {
        }

        Clock.Advance(line.DialTimeout(new(Attempt, Order)) + TimeSpan.FromSeconds(1));
        return await dial.WaitAsync(TimeSpan.FromSeconds(60), None);
    }
}
