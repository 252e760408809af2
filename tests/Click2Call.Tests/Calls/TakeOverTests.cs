using Click2Call.Calls;
using Click2Call.Orders;

namespace Click2Call.Tests.Calls;

/// <summary>An agent who calls in takes a waiting lead over: of that agent and the next try, one has the person.</summary>
public sealed class TakeOverTests
{
    private readonly DeskWorld _world = new();

    [Fact]
    public void A_waiting_call_is_taken_over_once_and_never_rings()
    {
        var call = _world.Take(DeskWorld.Lead() with { AnswerWhen = AnswerWhen.Recorded });
        Assert.True(call.MayBeTakenOver(_world.Account, _world.Clock.GetUtcNow()));
        Assert.Equal(TakeOverResult.Taken, TakeOver(call.Id, "a"));
        // The answer was lost; another agent was slower.
        Assert.Equal((TakeOverResult.Taken, TakeOverResult.AlreadyEnded), (TakeOver(call.Id, "a"), TakeOver(call.Id, "b")));
        _world.Pass(TimeSpan.FromHours(2));
        Assert.Equal(CallOutcome.Canceled, _world.Read(call.Id).Outcome);
        Assert.Empty(_world.Phones.Placed);
        Assert.Equal((0, 0), (_world.Waiting(), _world.OpenRows()));
    }

    [Fact]
    public void A_call_that_was_canceled_is_nobodys()
    {
        var call = _world.Take(DeskWorld.Lead() with { AnswerWhen = AnswerWhen.Recorded });
        _world.HangUp(call.Id);
        Assert.Equal(TakeOverResult.AlreadyEnded, TakeOver(call.Id, "a"));
    }

    [Fact]
    public void Nothing_is_taken_from_those_who_talk()
    {
        var call = _world.Take(DeskWorld.Lead());
        _world.Hear(call.Id, 1, _world.Answers(LegPosition.First), _world.Answers(LegPosition.Second));
        Assert.Equal(TakeOverResult.UnderWay, TakeOver(call.Id, "a"));
        Assert.Equal(CallState.Connected, _world.Read(call.Id).State);
        Assert.Single(_world.Phones.Live);
    }

    /// <summary>Between two tries, at each step of the second: whoever writes first has the person, and the other keeps away.</summary>
    [Theory]
    [InlineData(CallStep.AlarmSet, TakeOverResult.Taken, 0)]
    [InlineData(CallStep.Committed, TakeOverResult.UnderWay, 1)]
    [InlineData(CallStep.Sent, TakeOverResult.UnderWay, 1)]
    public void Of_the_next_try_and_the_agent_one_has_the_person(CallStep during, TakeOverResult expected, int placed)
    {
        _world.Line.Sending = _ => Task.FromResult(DeskWorld.Refuse(CallOutcome.AgentBusy));
        var call = _world.Take(DeskWorld.Lead());
        _world.Line.Sending = null;
        TakeOverResult? result = null;
        _world.OnStep = (step, id) =>
        {
            if (step == during)
                result ??= TakeOver(id, "a");
            return default;
        };
        _world.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal((expected, placed), (result, _world.Phones.Placed.Count));
    }

    private TakeOverResult TakeOver(CallId id, string by) => _world.Run(() => _world.Centre.Desk.TakeOver(DeskWorld.AccountId, id, by));
}
