using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Dialects.Voicenter;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Voicenter;

public sealed class VoicenterLoopBackTests
{
    public static TheoryData<CallOutcome> Outcomes => [.. Enum.GetValues<CallOutcome>()];

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Every_outcome_comes_back_as_the_table_says(CallOutcome outcome)
    {
        var row = Assert.Single(VoicenterErrors.Outcomes, row => row.Outcome == outcome);
        LoopBack.AssertIs(row.BackAs, await Dial((desk, order) => outcome is CallOutcome.Answered or CallOutcome.Unknown
            ? desk.End(order, outcome)
            : desk.RefuseByLine(order, outcome)));
        if (outcome is not (CallOutcome.Answered or CallOutcome.Unknown))
            LoopBack.AssertIs(row.BackAs, await Dial((_, _) => FakeDesk.Refuse(outcome, RefusalReason.Line)));
    }

    [Fact]
    public async Task The_whole_order_comes_through()
    {
        var sent = VoicenterLineTests.Order;
        var (result, received) = await LoopBack.Dial(Front, Open, sent);
        Assert.IsType<DialResult.Accepted>(result);
        Assert.Equal(sent.First with { AsSent = "101", Shows = new("יוסף & בנו", "972501234567") }, received!.First);
        Assert.Equal(sent.Second! with { AsSent = "972501234567", Shows = new("Acme", "97236123456") }, received.Second);
        Assert.Equal((sent.Record, sent.MaxDuration, sent.Language, sent.Kind), (received.Record, received.MaxDuration, received.Language, received.Kind));
        Assert.Equal(["customer", "c2c_attempt"], received.Variables.Select(variable => variable.Name));
    }

    [Theory]
    [InlineData(CallKind.Message)]
    [InlineData(CallKind.Conference)]
    public async Task Calls_of_one_leg_come_through(CallKind kind)
    {
        var sent = VoicenterLineTests.Order with
        {
            Kind = kind,
            Second = null,
            Play = kind == CallKind.Message ? new PlayList { Before = "a", Digits = "12", AfterDigit = "b", After = "c" } : null,
            ConferenceCode = kind == CallKind.Conference ? "4711" : null,
        };
        var (_, received) = await LoopBack.Dial(Front, Open, sent);
        Assert.Equal((sent.Kind, sent.Play, sent.ConferenceCode), (received!.Kind, received.Play, received.ConferenceCode));
        Assert.Equal(sent.First.Destination, received.First.Destination);
    }

    [Fact]
    public async Task Every_destination_that_the_dialect_knows_comes_through()
    {
        foreach (var destination in (Destination[])[new ExtensionDestination("102"), new SipTrunkDestination(), new LoginCodeDestination("77"), VoicenterLineTests.Order.Second!.Destination])
        {
            var (_, received) = await LoopBack.Dial(Front, Open, VoicenterLineTests.Order with { First = new(LegRole.Agent, destination) });
            Assert.Equal(destination, received!.First.Destination);
        }
    }

    [Fact]
    public async Task Terminate_comes_through()
    {
        var desk = new FakeDesk(new ManualClock());
        await using var host = await FrontHost.Start(Front(desk));
        using var connections = new LineConnections(new ManualClock(), allowPrivate: true);
        Assert.True(await Open(host.Address, connections).HangUpExtension("101", TestContext.Current.CancellationToken));
        Assert.Equal([new HangUpOrder("acme", null, "101")], desk.HangUps);
    }

    [Fact]
    public async Task Our_own_front_is_healthy_to_the_probe()
    {
        await using var host = await FrontHost.Start(Front(new FakeDesk(new ManualClock())));
        using var connections = new LineConnections(new ManualClock(), allowPrivate: true);
        Assert.Null(await Open(host.Address, connections).Probe(TestContext.Current.CancellationToken));
    }

    [Fact]
    public Task A_mistake_behind_the_front_says_nothing_of_the_call() => LoopBack.AssertUnforeseenIsUncertain(Dial);

    [Fact]
    public void The_page_holds_the_tables()
    {
        Assert.Equal(VoicenterErrors.Outcomes.Select(DialectPage.Row), DialectPage.Rows("voicenter", "### Outcome → code"));
        Assert.Equal(VoicenterErrors.Codes.Select(row => $"{row.Code} | {DialectPage.Word(row.Means)}"), DialectPage.Rows("voicenter", "### Code → result").Select(row => string.Join(" | ", row.Split(" | ").Take(2))));
        Assert.Equal(
            VoicenterRecord.Statuses.Select(row => $"`{row.Key}` | {(row.Value.Answered ? "yes" : "no")} | {row.Value.Cause?.ToString() ?? "not dialled"}"),
            DialectPage.Rows("voicenter", "### Status of a record → leg"));
    }

    private static async Task<DialResult> Dial(Func<FakeDesk, CallOrder, PlaceResult> desk) =>
        (await LoopBack.Dial(Front, Open, VoicenterLineTests.Order, desk)).Result;

    private static VoicenterFront Front(FakeDesk desk) => new(desk, new FakeDirectory());

    private static IPhoneLine Open(Uri address, LineConnections connections) =>
        new VoicenterDialect(connections, new FakeSecrets { ["key"] = FakeDirectory.Key }).Open("up", new()
        {
            Id = "main",
            Dialect = "voicenter",
            BaseUrl = address,
            Secrets = new Dictionary<string, string> { ["code"] = "key" },
        });
}
