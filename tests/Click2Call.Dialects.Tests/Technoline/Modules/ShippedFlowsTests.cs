using Click2Call.Calls;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Technoline.Modules;

/// <summary>The flows of accounts.example.json, played by a phone system.</summary>
public sealed class ShippedFlowsTests
{
    private readonly FlowBench bench = new();

    [Theory]
    [InlineData("0547654321", "jumped", "101")]
    [InlineData("+972547654321", "jumped", "101")]
    [InlineData("026234567", "jumped", "102")]
    public async Task An_IVR_routes_by_the_caller(string caller, string end, string extension)
    {
        var journey = await bench.Player("by-caller", caller).Play();
        Assert.Equal((end, extension), (journey.End, journey.Extension));
    }

    [Fact]
    public async Task An_IVR_asks_everybody_else()
    {
        var journey = await bench.Player("by-caller", "0521112222").Play("2", "ANSWER");
        Assert.Equal(["simpleMenu main_menu 2", "simpleRouting 0501234567 ANSWER", "hangup  "], Told(journey));

        var silent = await bench.Player("by-caller", "0521112222").Play("9");
        Assert.Equal(("ERROR", "102"), (silent.Events[0].Answer, silent.Extension));
    }

    [Fact]
    public async Task During_the_hours_callers_go_to_the_office()
    {
        // Sunday 11:30 in Jerusalem.
        Assert.Equal("101", (await bench.Player("after-hours").Play()).Extension);
    }

    [Fact]
    public async Task After_hours_a_caller_is_called_back()
    {
        bench.Clock.Advance(TimeSpan.FromHours(9));
        var journey = await bench.Player("after-hours", "0542345678").Play("1");
        Assert.Equal("hung up by the flow", journey.End);
        Assert.Equal("תודה, נחזור אליכם.", journey.Events[^2].Heard);
        var order = Assert.Single(bench.Desk.Orders);
        Assert.Equal(
            (CallIntent.Lead, "module", "website", AnswerWhen.Recorded, "+972542345678"),
            (order.Intent, order.Front, order.ClickToCall, order.AnswerWhen, order.LegOf(LegRole.Target)!.Destination.Dialable));
    }

    [Theory]
    [InlineData("0529998888", "תודה, נחזור אליכם.", 1)]
    [InlineData("123456789", "לא ניתן להתקשר למספר זה.", 0)]
    public async Task After_hours_a_caller_may_name_another_number(string number, string heard, int orders)
    {
        bench.Clock.Advance(TimeSpan.FromHours(9));
        var journey = await bench.Player("after-hours").Play("2", number);
        Assert.Equal(heard, journey.Events[^2].Heard);
        Assert.Equal(orders, bench.Desk.Orders.Count);
    }

    [Fact]
    public async Task A_callback_asked_for_twice_by_the_same_turn_is_one_key()
    {
        bench.Clock.Advance(TimeSpan.FromHours(9));
        var queries = new List<string>();
        await bench.Player("after-hours", asked: queries.Add).Play("1");
        // The answer to the key press was lost, and so was our note of it: the instance died between desk and table.
        var key = bench.Desk.Orders[0].Key;
        await bench.Ask("after-hours", queries[1]);
        Assert.All(bench.Desk.Orders, order => Assert.Equal(key, order.Key));
    }

    /// <summary>The recipes' wording names no call: a caller's second callback of the week had the first one's key, and was thanked for nothing.</summary>
    [Fact]
    public async Task A_callback_asked_for_on_another_day_is_another_key()
    {
        bench.Clock.Advance(TimeSpan.FromHours(9));
        await Ask();
        bench.Clock.Advance(TimeSpan.FromDays(2));
        await Ask();
        Assert.Equal(2, bench.Desk.Orders.Select(order => order.Key).Distinct().Count());

        async Task Ask()
        {
            await bench.Ask("after-hours", "caller=0529998888&extension=100");
            await bench.Ask("after-hours", "caller=0529998888&extension=100&dtmf=1");
        }
    }

    [Fact]
    public async Task An_agent_presses_1_and_has_the_lead_and_nobody_else_gets_it()
    {
        var lead = Scheduled("+972542345678", "Yosef");
        var journey = await bench.Player("press-1", "102").Play("1", "ANSWER");
        Assert.Equal("simpleMenu", journey.Events[0].Type);
        Assert.Contains("Yosef 0542345678", journey.Events[0].Heard, StringComparison.Ordinal);
        Assert.Equal(("simpleRouting", "0542345678"), (journey.Events[1].Type, journey.Events[1].Heard));
        Assert.Equal(lead, Assert.Single(bench.Desk.TakeOvers));
    }

    [Fact]
    public async Task An_agent_who_declines_leaves_the_lead_where_it_is()
    {
        Scheduled("+972542345678", "Yosef");
        await bench.Player("press-1", "102").Play("2");
        Assert.Empty(bench.Desk.TakeOvers);
    }

    [Fact]
    public async Task Of_two_agents_who_press_1_one_has_the_lead()
    {
        Scheduled("+972542345678", "Yosef");
        // Both have heard of it before either presses.
        string[] replies = [await Begin("a"), await Begin("b")];
        Assert.All(replies, reply => Assert.Contains("Yosef", reply, StringComparison.Ordinal));
        Assert.Contains("simpleRouting", await Press("a"), StringComparison.Ordinal);
        Assert.Contains("השיחה כבר נלקחה.", await Press("b"), StringComparison.Ordinal);
        // And who has it keeps it when the phone system asks again.
        Assert.Contains("simpleRouting", await Press("a"), StringComparison.Ordinal);

        Task<string> Begin(string call) => bench.Ask("press-1", $"PBXphone=102&PBXcallId={call}&PBXcallStatus=CALL");
        Task<string> Press(string call) => bench.Ask("press-1", $"PBXphone=102&PBXcallId={call}&PBXcallStatus=CALL&s1_ask=1");
    }

    [Fact]
    public async Task Whoever_is_on_the_do_not_call_list_is_neither_offered_nor_dialled()
    {
        Scheduled("+972542345678", "Yosef");
        foreach (var number in new[] { "+972542345678", "+972501234567" })
            await bench.DoNotCall.Add("demo", new(number, bench.Clock.GetUtcNow(), "Asked for it."), TestContext.Current.CancellationToken);
        Assert.Equal("אין לידים ממתינים.", (await bench.Player("press-1", "102").Play()).Events[0].Heard);
        Assert.DoesNotContain("simpleRouting", string.Join('\n', Told(await bench.Player("by-caller", "0521112222").Play("2"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lead_of_a_group_is_offered_to_its_members_alone()
    {
        Scheduled("+972542345678", "Yosef", new GroupDestination("sales"));
        Assert.Equal("אין לידים ממתינים.", (await bench.Player("press-1", "103").Play()).Events[0].Heard);
        Assert.Contains("Yosef", (await bench.Player("press-1", "102").Play("2")).Events[0].Heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lead_is_found_behind_many_other_calls()
    {
        Scheduled("+972542345678", "Yosef");
        for (var other = 0; other < 250; other++)
            Scheduled($"+97254234{other:D4}", "Another", new ExtensionDestination("101"));
        Assert.Contains("Yosef", (await bench.Player("press-1", "102").Play("2")).Events[0].Heard, StringComparison.Ordinal);
    }

    /// <summary>Who asked for another time, or is called where it is night, would be rung by the agent at once.</summary>
    [Fact]
    public async Task A_lead_whose_time_has_not_come_is_not_offered()
    {
        Scheduled("+972542345678", "Yosef", change: order => order with { NotBefore = bench.Clock.GetUtcNow().AddHours(1) });
        Scheduled("+12125550100", "Ann in New York, 5 in the morning");
        Assert.Equal("אין לידים ממתינים.", (await bench.Player("press-1", "102").Play()).Events[0].Heard);
        bench.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Contains("Yosef", (await bench.Player("press-1", "102").Play("2")).Events[0].Heard, StringComparison.Ordinal);
    }

    /// <summary>Between the offer and the key the phone system rang another agent, or the visitor canceled.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lead_that_is_talked_to_or_canceled_meanwhile_is_left_alone(bool canceled)
    {
        var lead = Scheduled("+972542345678", "Yosef");
        await bench.Ask("press-1", "PBXphone=102&PBXcallId=a&PBXcallStatus=CALL");
        var now = bench.Clock.GetUtcNow();
        bench.Desk.Calls[lead] = canceled
            ? bench.Desk.Calls[lead].Apply(new Fact.CancelRequested(now))
            : bench.Desk.Calls[lead].Begin(new() { Number = 1, Line = "simulator", StartedAt = now, DialUntil = now.AddMinutes(1) }, 2, now.AddMinutes(2));
        var state = bench.Desk.Calls[lead].State;
        Assert.Contains("השיחה כבר נלקחה.", await bench.Ask("press-1", "PBXphone=102&PBXcallId=a&PBXcallStatus=CALL&s1_ask=1"), StringComparison.Ordinal);
        Assert.Equal((state, null), (bench.Desk.Calls[lead].State, bench.Desk.Calls[lead].Note));
    }

    [Fact]
    public async Task Without_a_lead_an_agent_hears_so()
    {
        var journey = await bench.Player("press-1", "102").Play();
        Assert.Equal("אין לידים ממתינים.", journey.Events[0].Heard);
    }

    private CallId Scheduled(string number, string name, Destination? agent = null, Func<CallOrder, CallOrder>? change = null)
    {
        bench.Clock.Advance(TimeSpan.FromMilliseconds(1)); // The order of their ids.
        var order = new CallOrder
        {
            Account = "demo",
            Front = "lead-form",
            Intent = CallIntent.Lead,
            First = new(LegRole.Agent, agent ?? new ExtensionDestination("102")),
            Second = new(LegRole.Target, new PhoneDestination(PhoneNumber.Parse(number))),
            Lead = new() { Name = name },
        };
        var id = CallId.New(bench.Clock);
        bench.Desk.Calls[id] = new Call
        {
            Id = id,
            Line = "simulator",
            Seq = 1,
            WakeAt = bench.Clock.GetUtcNow().AddMinutes(5),
            Order = change?.Invoke(order) ?? order,
        };
        return id;
    }

    private static IEnumerable<string> Told(Click2Call.Dialects.Technoline.Modules.FlowJourney journey) =>
        journey.Events.Select(one => $"{one.Type} {one.Heard} {one.Answer}");
}
