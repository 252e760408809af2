using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Technoline;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Technoline;

public sealed class TechnolineLoopBackTests
{
    public static TheoryData<CallOutcome> Outcomes => [.. Enum.GetValues<CallOutcome>()];

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Every_outcome_comes_back_as_the_table_says(CallOutcome outcome)
    {
        var row = Assert.Single(TechnolineErrors.Outcomes, row => row.Outcome == outcome);
        LoopBack.AssertIs(row.BackAs, await Dial((desk, order) => outcome is CallOutcome.Answered or CallOutcome.Unknown
            ? desk.End(order, outcome)
            : desk.RefuseByLine(order, outcome)));
        if (outcome is not (CallOutcome.Answered or CallOutcome.Unknown))
            LoopBack.AssertIs(row.BackAs, await Dial((_, _) => FakeDesk.Refuse(outcome, RefusalReason.Line)));
    }

    [Fact]
    public async Task The_order_comes_through()
    {
        var (result, received) = await LoopBack.Dial(Front, Open, TechnolineLineTests.Order);
        Assert.IsType<DialResult.Accepted>(result);
        Assert.Equal(TechnolineLineTests.Order.First.Destination, received!.First.Destination);
        Assert.Equal(TechnolineLineTests.Order.Second!.Destination, received.Second!.Destination);
        Assert.Equal(TechnolineLineTests.Order.First.Shows, received.First.Shows);
        Assert.Equal(TechnolineLineTests.Order.First.RingTime, received.First.RingTime);
    }

    [Fact]
    public async Task A_lost_answer_behind_the_front_is_accepted_here() => LoopBack.AssertIs(null, await Dial((desk, order) => desk.Lose(order)));

    [Fact]
    public async Task Storage_that_is_down_behind_the_front_is_a_line_that_is_down() =>
        LoopBack.AssertIs(CallOutcome.LineUnavailable, await Dial((_, _) => new PlaceResult.Unavailable(TimeSpan.FromSeconds(5))));

    [Fact]
    public async Task What_the_phone_system_took_stays_accepted_when_it_is_over_at_once() =>
        LoopBack.AssertIs(null, await Dial((desk, order) => desk.End(order, CallOutcome.TargetBusy)));

    [Fact]
    public Task A_mistake_behind_the_front_says_nothing_of_the_call() => LoopBack.AssertUnforeseenIsUncertain(Dial);

    [Fact]
    public void The_page_holds_the_tables()
    {
        Assert.Equal(TechnolineErrors.Outcomes.Select(DialectPage.Row), DialectPage.Rows("technoline", "### Outcome → code"));
        Assert.Equal(TechnolineErrors.Codes.Select(row => $"{row.Code} | {DialectPage.Word(row.Means)}"), DialectPage.Rows("technoline", "### Code → result").Select(row => string.Join(" | ", row.Split(" | ").Take(2))));
    }

    private static async Task<DialResult> Dial(Func<FakeDesk, CallOrder, PlaceResult> desk) =>
        (await LoopBack.Dial(Front, Open, TechnolineLineTests.Order, desk)).Result;

    private static TechnolineFront Front(FakeDesk desk) => new(desk, new FakeDirectory(), []);

    private static IPhoneLine Open(Uri address, LineConnections connections) =>
        new TechnolineDialect(connections, new FakeSecrets { ["key"] = FakeDirectory.Key }).Open("up", new()
        {
            Id = "main",
            Dialect = "technoline",
            BaseUrl = address,
            Secrets = new Dictionary<string, string> { ["apiKey"] = "key" },
        });
}
