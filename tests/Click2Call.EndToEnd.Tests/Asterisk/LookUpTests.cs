using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Asterisk;
using Click2Call.Dialects.Http;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;
using Click2Call.Testing;
using Click2Call.Testing.Asterisk;

namespace Click2Call.EndToEnd.Tests.Asterisk;

/// <summary>What Asterisk can be asked of an attempt, also after it was killed, and that no repetition of an order rings twice.</summary>
[Trait("Needs", "Asterisk")]
public sealed class LookUpTests : IAsyncLifetime, IDisposable
{
    private readonly LineConnections _connections = new(TimeProvider.System);
    private string? _missing;
    private AsteriskServer? _asterisk;
    private IPhoneLine? _line;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if ((_missing = await AsteriskInstall.Ensure()) is not null)
            return;
        _asterisk = await AsteriskServer.Start();
        _line = new AsteriskDialect(_connections, new OneSecret(), new NoAccounts(), TimeProvider.System).Open("site", new()
        {
            Id = "pbx",
            Dialect = "asterisk",
            BaseUrl = _asterisk.Address,
            Secrets = new Dictionary<string, string> { ["password"] = "any" },
            Options = new Dictionary<string, string> { ["allowPrivateNetwork"] = "true", ["phones"] = "PJSIP/{number}@carrier" },
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_asterisk is not null)
            await _asterisk.DisposeAsync();
    }

    public void Dispose() => _connections.Dispose();

    [Fact]
    public async Task An_attempt_is_live_then_over_and_twenty_orders_for_it_ring_one_phone()
    {
        Need();
        var attempt = Fresh();
        await IsKnownAsNew(() => attempt);
        var dials = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Dial(attempt, "1180")));
        Assert.All(dials, result => Assert.IsType<DialResult.Accepted>(result));
        Assert.Equal(new LookUp.Live(), await Find(attempt));
        Assert.True(await _line!.HangUp(attempt, null, Cancel));
        await Ends(attempt, CallOutcome.Canceled);

        // The channel is gone, its id is free again: the dialplan knows the attempt all the same.
        Assert.IsType<DialResult.Accepted>(await Dial(attempt, "1180"));
        await Ends(attempt, CallOutcome.Canceled);
        Assert.Single(_asterisk!.Phones.Invites());
        Assert.True(await _line.HangUp(attempt, null, Cancel));
    }

    [Theory]
    [InlineData("1486", CallOutcome.AgentBusy)]
    [InlineData("1603", CallOutcome.AgentDeclined)]
    [InlineData("102", CallOutcome.AgentOffline)]
    [InlineData("1199", CallOutcome.Answered)]
    public async Task An_attempt_that_is_over_has_its_outcome(string agent, CallOutcome outcome)
    {
        Need();
        var attempt = Fresh();
        Assert.IsType<DialResult.Accepted>(await Dial(attempt, agent));
        await Ends(attempt, outcome);
    }

    [Fact]
    public async Task After_a_crash_what_was_seen_is_known_and_what_was_not_is_not()
    {
        Need();
        var over = Fresh();
        await Dial(over, "1486");
        await Ends(over, CallOutcome.AgentBusy);
        var ringing = Fresh();
        await Dial(ringing, "1180");

        // AstDB saves once a second; a moment later the record would be lost, and then nothing may be concluded.
        await Patience.Until<object>(async () => await Saved(ringing.ToString()) ? ringing.ToString() : null, TimeSpan.FromSeconds(60), "AstDB was saved");
        await _asterisk!.Kill();
        Assert.Equal(new LookUp.NotYet(), await Find(over));
        var before = Fresh();
        await _asterisk.Restart();
        Assert.Equal(CallOutcome.AgentBusy, Assert.IsType<LookUp.Ended>(await Find(over)).Outcome);
        Assert.Equal(CallOutcome.AgentNoAnswer, Assert.IsType<LookUp.Ended>(await Find(ringing)).Outcome);
        Assert.Equal(new LookUp.Unknown(), await Find(before));
        await IsKnownAsNew(Fresh);
    }

    /// <summary>No call detail record and no event is left of it: AstDB alone knows that they talked, and since when.</summary>
    [Fact]
    public async Task A_talk_that_died_with_Asterisk_has_the_time_of_its_answer()
    {
        Need();
        var talking = Fresh();
        await Dial(talking, "101");
        await Patience.Until<object>(async () => await Saved(talking + "/seconda1=[0-9.]+&a2=[0-9.]+") ? talking.ToString() : null, TimeSpan.FromSeconds(60), "AstDB was saved");
        await _asterisk!.Kill();
        await _asterisk.Restart();
        var found = Assert.IsType<LookUp.Ended>(await Find(talking));
        Assert.Equal(CallOutcome.Answered, found.Outcome);
        var rang = _asterisk.Phones.Rung().Single(ring => ring.Number == "+972542230001").At;
        Assert.All(
            (LegPosition[])[LegPosition.First, LegPosition.Second],
            leg => Assert.InRange(found.Facts.OfType<Fact.LegAnswered>().Single(answered => answered.Leg == leg).At, rang - TimeSpan.FromSeconds(5), rang + TimeSpan.FromSeconds(10)));
    }

    // An Asterisk that has just begun vouches for an attempt that is younger than itself by as much as a look takes.
    private async Task IsKnownAsNew(Func<AttemptId> attempt) => await Patience.Until<object>(
        async () => await Find(attempt()) as LookUp.NeverPlaced, TimeSpan.FromSeconds(60), "Asterisk says that it was never placed");

    private void Need()
    {
        if (_missing is not null)
            Assert.Skip(_missing);
    }

    private static AttemptId Fresh() => new(CallId.New(TimeProvider.System), 1);

    private Task<LookUp> Find(AttemptId attempt) => _line!.LookUp(attempt, null, Cancel);

    // The file is written through a journal of its own; what is in neither is not saved.
    private Task<bool> Saved(string pattern) => Task.FromResult(_asterisk!.Saved(pattern));

    private async Task<DialResult> Dial(AttemptId attempt, string agent)
    {
        var order = new CallOrder
        {
            Account = "site",
            Front = "test",
            Intent = CallIntent.Direct,
            First = new Leg(LegRole.Agent, new ExtensionDestination(agent)) { RingTime = TimeSpan.FromSeconds(60) },
            Second = new Leg(LegRole.Target, new PhoneDestination(PhoneNumber.Parse("+972542230001"))),
        };
        var ready = Assert.IsType<DialReadiness.Ready>(await _line!.GetReady(new(attempt, order), Cancel));
        return await ready.Dial.Send(Cancel);
    }

    private async Task Ends(AttemptId attempt, CallOutcome outcome)
    {
        var over = await Patience.Until(async () => await Find(attempt) as LookUp.Ended, TimeSpan.FromSeconds(60), "The attempt was over");
        Assert.Equal(outcome, over.Outcome);
        Assert.Contains(over.Facts, fact => fact is Fact.LegEnded { Leg: LegPosition.First });
    }

    private sealed class OneSecret : ISecrets
    {
        public ValueTask<string> Get(string name, CancellationToken cancellation) => ValueTask.FromResult(AsteriskServer.Password);
    }

    private sealed class NoAccounts : IDirectory
    {
        public ValueTask<Account?> Find(string account, CancellationToken cancellation) => ValueTask.FromResult<Account?>(null);

        public ValueTask<ApiKey?> FindKey(string presented, CancellationToken cancellation) => ValueTask.FromResult<ApiKey?>(null);

        public ValueTask<IReadOnlyList<string>> List(CancellationToken cancellation) => ValueTask.FromResult<IReadOnlyList<string>>([]);
    }
}
