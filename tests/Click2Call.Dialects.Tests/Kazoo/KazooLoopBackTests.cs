using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Kazoo;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Kazoo;

public sealed class KazooLoopBackTests
{
    public static TheoryData<CallOutcome, bool> Outcomes =>
        new(Enum.GetValues<CallOutcome>().SelectMany(outcome => new[] { (outcome, false), (outcome, true) }));

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Every_outcome_comes_back_as_the_table_says(CallOutcome outcome, bool blocking)
    {
        var row = Assert.Single(KazooErrors.Outcomes, row => row.Outcome == outcome);
        LoopBack.AssertIs(row.BackAs, (await Dial(blocking, (desk, order) => outcome is CallOutcome.Answered or CallOutcome.Unknown
            ? desk.End(order, outcome)
            : desk.RefuseByLine(order, outcome))).Result);
        if (outcome is not (CallOutcome.Answered or CallOutcome.Unknown))
            LoopBack.AssertIs(row.BackAs, (await Dial(blocking, (_, _) => FakeDesk.Refuse(outcome, RefusalReason.Line))).Result);
    }

    [Theory]
    [InlineData(RefusalReason.Whitelist, CallOutcome.NotAllowed)]
    [InlineData(RefusalReason.Region, CallOutcome.NotAllowed)]
    [InlineData(RefusalReason.NumberType, CallOutcome.NotAllowed)]
    [InlineData(RefusalReason.DestinationKind, CallOutcome.NotAllowed)]
    [InlineData(RefusalReason.Blocked, CallOutcome.NotAllowed)]
    [InlineData(RefusalReason.LineCannot, CallOutcome.NotAllowed)]
    [InlineData(RefusalReason.Hours, CallOutcome.NotAllowed)]
    [InlineData(RefusalReason.Time, CallOutcome.NotAllowed)]
    public async Task Every_rule_comes_back(RefusalReason reason, CallOutcome outcome) =>
        LoopBack.AssertIs(outcome, (await Dial(false, (_, _) => FakeDesk.Refuse(CallOutcome.NotAllowed, reason, leg: LegPosition.Second))).Result);

    [Fact]
    public async Task The_throttle_comes_back() =>
        LoopBack.AssertIs(CallOutcome.Throttled, (await Dial(true, (_, _) => FakeDesk.Refuse(CallOutcome.Throttled, RefusalReason.Throttle))).Result);

    [Theory]
    [InlineData(LegPosition.First, CallOutcome.AgentOffline)]
    [InlineData(LegPosition.Second, CallOutcome.TargetUnreachable)]
    public async Task An_extension_that_is_not_there_comes_back(LegPosition leg, CallOutcome outcome) =>
        LoopBack.AssertIs(outcome, (await Dial(false, (_, _) => FakeDesk.Refuse(CallOutcome.NotAllowed, RefusalReason.UnknownExtension, leg: leg))).Result);

    [Fact]
    public async Task The_order_comes_through()
    {
        var order = KazooLineTests.Order with
        {
            First = KazooLineTests.Order.First with { RingTime = TimeSpan.FromSeconds(20), AutoAnswer = true },
            Second = KazooLineTests.Order.Second! with { Shows = new("Acme", "+14155550100") },
            Ringback = "tone",
            MusicOnHold = "song",
            BypassMedia = "auto",
            IgnoreEarlyMedia = false,
            PresenceId = "p",
            SipHeaders = [new("X-A", "1")],
            Variables = [new("campaign", "spring")],
        };
        var (result, received) = await Dial(false, order: order);
        Assert.IsType<DialResult.Accepted>(result);
        Assert.Equal(order.First.Destination, received!.First.Destination);
        Assert.Equal(order.Second!.Destination, received.Second!.Destination);
        Assert.Equal(order.First.RingTime, received.First.RingTime);
        Assert.True(received.First.AutoAnswer);
        Assert.Equal(order.First.Shows!.Number, received.First.Shows!.Number);
        Assert.Equal(order.Second.Shows, received.Second.Shows);
        Assert.Equal(("tone", "song", "auto", false, "p"), (received.Ringback, received.MusicOnHold, received.BypassMedia, received.IgnoreEarlyMedia, received.PresenceId));
        Assert.Equal(order.SipHeaders, received.SipHeaders);
        Assert.Contains(new NameValue("campaign", "spring"), received.Variables);
        Assert.Contains(received.Variables, variable => variable.Name == "click2call_attempt" && AttemptId.TryParse(variable.Value, out _));
        Assert.DoesNotContain(received.Variables, variable => variable.Value.Contains(FakeDirectory.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_target_first_comes_through()
    {
        var order = KazooLineTests.Order with { First = KazooLineTests.Order.Second!, Second = KazooLineTests.Order.First };
        var (_, received) = await Dial(false, order: order);
        Assert.Equal((LegRole.Target, LegRole.Agent), (received!.First.Role, received.Second!.Role));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_answer_behind_the_front_is_accepted_here(bool blocking) =>
        LoopBack.AssertIs(null, (await Dial(blocking, (desk, order) => desk.Lose(order))).Result);

    [Fact]
    public async Task Storage_that_is_down_behind_the_front_is_a_line_that_is_down() => LoopBack.AssertIs(
        CallOutcome.LineUnavailable, (await Dial(false, (_, _) => new PlaceResult.Unavailable(TimeSpan.FromSeconds(5)))).Result);

    [Fact]
    public Task A_mistake_behind_the_front_says_nothing_of_the_call() => LoopBack.AssertUnforeseenIsUncertain(async desk => (await Dial(blocking: false, desk)).Result);

    [Fact]
    public void The_page_holds_the_tables()
    {
        Assert.Equal(
            KazooErrors.Outcomes.Select(row => $"{DialectPage.Word(row.Outcome)} | {row.Status} | {row.Cause} | {row.Leg ?? "–"} | {DialectPage.Word(row.BackAs)}"),
            DialectPage.Rows("kazoo", "### Outcome → answer"));
        Assert.Equal(
            KazooErrors.Causes.Select(row => $"{row.Cause} | {System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(row.Means.ToString())}"),
            DialectPage.Rows("kazoo", "### Cause → end of a leg"));
    }

    private static Task<(DialResult Result, CallOrder? Received)> Dial(
        bool blocking, Func<FakeDesk, CallOrder, PlaceResult>? desk = null, CallOrder? order = null)
    {
        return LoopBack.Dial(Front, Open, order ?? KazooLineTests.Order, desk);

        IPhoneLine Open(Uri address, LineConnections connections) => new KazooDialect(
            connections, new FakeSecrets { ["key"] = FakeDirectory.Key }, new ManualClock()).Open("up", new()
            {
                Id = "main",
                Dialect = "kazoo",
                BaseUrl = address,
                Secrets = new Dictionary<string, string> { ["apiKey"] = "key" },
                Options = new Dictionary<string, string> { ["accountId"] = "acme", ["blocking"] = blocking ? "true" : "false" },
            });

        static KazooFront Front(FakeDesk desk)
        {
            var directory = new FakeDirectory { Account = KazooHost.Account };
            return new(desk, directory, new FakeBook(directory), new ManualClock());
        }
    }
}
