using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Tel4vn;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Tel4vn;

public sealed class Tel4vnLoopBackTests
{
    private static readonly (string, string)[] Async = [];
    private static readonly (string, string)[] Sync = [(Tel4vnOptions.Mode, "sync")];
    private static readonly (string, string)[] V2 = [(Tel4vnOptions.Api, "v2")];

    public static TheoryData<CallOutcome> Outcomes => [.. Enum.GetValues<CallOutcome>()];

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Every_outcome_comes_back_as_the_table_says(CallOutcome outcome)
    {
        var row = Assert.Single(Tel4vnErrors.Outcomes, row => row.Outcome == outcome);
        foreach (var options in ((string, string)[][])[Async, Sync, V2])
        {
            LoopBack.AssertIs(row.BackAs, await Dial((desk, order) => row.Word is null ? desk.End(order, outcome) : desk.RefuseByLine(order, outcome), options));
            if (row.Word is not null)
                LoopBack.AssertIs(row.BackAs, await Dial((_, _) => FakeDesk.Refuse(outcome, RefusalReason.Line), options));
        }
    }

    [Fact]
    public void No_outcome_is_lost_on_the_way()
    {
        Assert.All(Tel4vnErrors.Outcomes, row => Assert.Equal(row.Outcome is CallOutcome.Answered or CallOutcome.Unknown ? null : row.Outcome, row.BackAs));
        Assert.Equal(Tel4vnErrors.Words.Count, Tel4vnErrors.Words.Select(row => row.Word).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [InlineData(CallOutcome.AgentNoAnswer)]
    [InlineData(CallOutcome.AgentDeclined)]
    [InlineData(CallOutcome.AgentBusy)]
    [InlineData(CallOutcome.Canceled)]
    public async Task What_became_of_the_extension_comes_back_from_the_synchronous_request(CallOutcome outcome) =>
        LoopBack.AssertIs(outcome, await Dial((desk, order) => desk.End(order, outcome), Sync));

    [Fact]
    public async Task The_whole_order_comes_through()
    {
        var sent = Tel4vnSetup.Order;
        var (result, received) = await LoopBack.Dial(Front, Line(Async), sent);
        Assert.IsType<DialResult.Accepted>(result);
        Assert.Equal((sent.First.Destination, sent.First.Shows, sent.First.AutoAnswer), (received!.First.Destination, received.First.Shows, received.First.AutoAnswer));
        Assert.Equal((sent.Second!.Destination, sent.Second.Shows), (received.Second!.Destination, received.Second.Shows));
        Assert.Equal((sent.Hotline, sent.Kind), (received.Hotline, received.Kind));
        Assert.Equal(sent.Variables, received.Variables);
        Assert.Empty(received.Extra);
    }

    [Fact]
    public async Task Every_destination_that_the_dialect_knows_comes_through()
    {
        foreach (var destination in (Destination[])[new ExtensionDestination("102"), new PhoneDestination(PhoneNumber.Parse("+842838123456")), new PhoneDestination(PhoneNumber.Parse("+14155552671"))])
        {
            var (_, received) = await LoopBack.Dial(Front, Line(V2), Tel4vnSetup.Plain with { Second = new(LegRole.Target, destination) });
            Assert.Equal(destination, received!.Second!.Destination);
        }
    }

    [Fact]
    public async Task A_lost_answer_behind_the_front_is_accepted_here() => LoopBack.AssertIs(null, await Dial((desk, order) => desk.Lose(order), Sync));

    [Fact]
    public async Task Storage_that_is_down_behind_the_front_is_a_line_that_is_down() =>
        LoopBack.AssertIs(CallOutcome.LineUnavailable, await Dial((_, _) => new PlaceResult.Unavailable(TimeSpan.FromSeconds(5)), Async));

    [Theory]
    [InlineData(Tel4vnOptions.Token)]
    [InlineData(Tel4vnOptions.ApiKey)]
    [InlineData(Tel4vnOptions.Password)]
    public async Task Every_way_in_works_and_is_healthy_to_the_probe(string role)
    {
        var (result, _) = await LoopBack.Dial(Front, Open, Tel4vnSetup.Plain);
        Assert.IsType<DialResult.Accepted>(result);
        await using var host = await FrontHost.Start(Front(new FakeDesk(new ManualClock())));
        using var connections = new LineConnections(new ManualClock(), allowPrivate: true);
        Assert.Null(await Open(host.Address, connections).Probe(TestContext.Current.CancellationToken));

        IPhoneLine Open(Uri address, LineConnections connections) => Line(role, role == Tel4vnOptions.Password ? [(Tel4vnOptions.Username, "acme")] : [])(address, connections);
    }

    [Fact]
    public Task A_mistake_behind_the_front_says_nothing_of_the_call() => LoopBack.AssertUnforeseenIsUncertain(desk => Dial(desk, Async));

    [Fact]
    public void The_page_holds_the_tables()
    {
        Assert.Equal(
            Tel4vnErrors.Outcomes.Select(row => $"{DialectPage.Word(row.Outcome)} | {(row.Word is null ? "success" : $"`{row.Word}`")} | {DialectPage.Word(row.BackAs)}"),
            DialectPage.Rows("tel4vn", "### Outcome → word"));
        Assert.Equal(Tel4vnErrors.Words.Select(row => $"`{row.Word}` | {DialectPage.Word(row.Means)}"), DialectPage.Rows("tel4vn", "### Word → result"));
        Assert.Equal(
            Tel4vnRecord.Statuses.Select(row => $"`{row.Status}` | {(row.Leg == LegPosition.First ? "agent" : "target")} | {row.Cause} | {DialectPage.Word(row.Outcome)}"),
            DialectPage.Rows("tel4vn", "### Status of a record → call"));
    }

    private static async Task<DialResult> Dial(Func<FakeDesk, CallOrder, PlaceResult> desk, (string, string)[] options) =>
        (await LoopBack.Dial(Front, Line(options), Tel4vnSetup.Plain, desk)).Result;

    private static Tel4vnFront Front(FakeDesk desk) => Tel4vnSetup.Front(desk);

    private static Func<Uri, LineConnections, IPhoneLine> Line((string, string)[] options) => Line(Tel4vnOptions.ApiKey, options);

    private static Func<Uri, LineConnections, IPhoneLine> Line(string role, (string, string)[] options) => (address, connections) =>
        new Tel4vnDialect(connections, new FakeSecrets { ["tel4vn-secret"] = FakeDirectory.Key }, new ManualClock()).Open("up", Tel4vnSetup.Settings(address, role, options));
}
