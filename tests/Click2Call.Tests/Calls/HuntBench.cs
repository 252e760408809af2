using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Intake;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;
using Click2Call.Storage.Calls;

namespace Click2Call.Tests.Calls;

/// <summary>A desk with the group <c>sales</c> of 101, 102 and 104, one after the other by priority, and calls for it.</summary>
internal sealed class HuntBench
{
    public HuntBench()
    {
        Agents = new AgentTable(World.Agents);
        Members(HuntStrategy.Priority, "101", "102", "104");
    }

    public DeskWorld World { get; } = new();

    public AgentTable Agents { get; }

    public void Members(HuntStrategy strategy, params string[] numbers) =>
        Group(new HuntGroup { Id = "sales", Strategy = strategy, Members = [.. numbers.Select(number => new HuntMember(number))] });

    public void Group(HuntGroup group) => World.Account = World.Account with
    {
        Extensions = [.. new[] { "101", "102", "104", "105" }.Select(number => new Extension { Number = number })],
        Groups = [group],
    };

    public static CallOrder Lead(int number = 1) => Order(number, CallIntent.Lead);

    public static CallOrder Order(int number, CallIntent intent) => DeskWorld.Lead($"nonce-{number}", $"+97250234560{number}") with
    {
        ClickToCall = null,
        Intent = intent,
        Retry = intent == CallIntent.Lead ? RetrySchedule.ForLeads : RetrySchedule.None,
        OnLineDown = intent == CallIntent.Lead ? LineDownRule.Queue : LineDownRule.Fail,
        First = new Leg(LegRole.Agent, new GroupDestination("sales")),
    };

    public static string Agent(DialOrder dial) => dial.Order.LegOf(LegRole.Agent)!.Destination.Dialable;

    public string[] Rung() => [.. World.Phones.Placed.Select(placed => placed.Order.LegOf(LegRole.Agent)!.Destination.Dialable)];

    public string[] Busy() => [.. World.Run(() => Agents.List(DeskWorld.AccountId, default)).Where(agent => agent.Busy is not null).Select(agent => agent.Extension)];

    public AgentState Known(string number) => World.Run(() => Agents.Find(DeskWorld.AccountId, number, default))!;

    public void Pause(string number, bool paused, DateTimeOffset? until) => World.Run(() => Agents.Pause(DeskWorld.AccountId, number, paused, until, default));

    public void Finish(Call call, EndCause cause = EndCause.HungUp)
    {
        if (cause == EndCause.HungUp)
            World.Hear(call.Id, 1, World.Answers(LegPosition.First), World.Answers(LegPosition.Second), World.Ends(LegPosition.Second, cause));
        else
            World.Hear(call.Id, 1, World.Ends(LegPosition.First, cause));
    }
}
