using Click2Call.Calls;
using Click2Call.Lines;

namespace Click2Call.Tests.Calls;

/// <summary>A network that carries neither events nor questions proves nothing: people may be talking behind it.</summary>
public sealed class LostNewsTests
{
    private readonly DeskWorld _world = new();

    [Fact]
    public void People_who_were_talking_were_rung_again_because_the_phone_system_could_not_be_asked()
    {
        var call = _world.Take(DeskWorld.Lead());
        _world.Line.LookingUp = _ => new LookUp.NotYet();
        _world.Pass(TimeSpan.FromMinutes(10));
        Assert.NotEqual(CallState.Ended, _world.Read(call.Id).State);
        Assert.Single(_world.Phones.Placed);

        // The network is back: what happened meanwhile is told late, and stands.
        _world.Hear(call.Id, 1, _world.Answers(LegPosition.First), _world.Answers(LegPosition.Second), _world.Ends(LegPosition.First, EndCause.HungUp));
        Assert.Equal((CallState.Ended, CallOutcome.Answered), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
        _world.Pass(TimeSpan.FromHours(2));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void Once_it_can_be_asked_again_the_call_goes_on_by_what_it_says()
    {
        var call = _world.Take(DeskWorld.Lead());
        _world.Line.LookingUp = _ => new LookUp.NotYet();
        _world.Pass(TimeSpan.FromMinutes(10));
        _world.Line.LookingUp = _ => new LookUp.Ended(CallOutcome.AgentNoAnswer);
        _world.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(2, _world.Phones.Placed.Count);
        Assert.Equal(1, _world.Read(call.Id).NoAgentTries);
    }

    [Fact]
    public void What_people_had_pressed_and_talked_was_lost_with_the_news_of_the_end()
    {
        var call = _world.Take(DeskWorld.Lead());
        var at = call.CreatedAt.AddSeconds(20);
        _world.Line.LookingUp = _ => new LookUp.Ended(CallOutcome.Answered)
        {
            Facts =
            [
                new Fact.LegAnswered(LegPosition.First, at),
                new Fact.KeysPressed("2", at.AddSeconds(4)),
                new Fact.LegAnswered(LegPosition.Second, at.AddSeconds(5)),
                new Fact.LegEnded(LegPosition.Second, EndCause.HungUp, at.AddSeconds(15)),
                new Fact.LegEnded(LegPosition.First, EndCause.HungUp, at.AddSeconds(15)),
                new Fact.Recorded(TimeSpan.FromSeconds(10), null, "ANSWER", at.AddSeconds(15)),
            ],
        };
        _world.Pass(TimeSpan.FromMinutes(10));
        var known = _world.Read(call.Id);
        Assert.Equal((CallState.Ended, CallOutcome.Answered), (known.State, known.Outcome));
        Assert.Equal(("2", at.AddSeconds(5)), (known.Latest!.Keys, known.Latest.Second.AnsweredAt));
        Assert.Equal((TimeSpan.FromSeconds(10), "ANSWER", at.AddSeconds(15)), (known.Talked, known.Disposition, known.EndedAt));
        Assert.Equal(new LookUp.Ended(CallOutcome.Answered), known.Latest.Found);
    }

    [Fact]
    public void A_phone_system_that_stays_away_leaves_the_call_to_a_person()
    {
        var call = _world.Take(DeskWorld.Lead());
        _world.Line.LookingUp = _ => new LookUp.NotYet();
        _world.Pass(TimeSpan.FromHours(4));
        Assert.Equal((CallState.Ended, CallOutcome.Unknown), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
        Assert.Single(_world.Phones.Placed);
        Assert.Equal((0, 0), (_world.Waiting(), _world.OpenRows()));
    }

    [Fact]
    public void Silence_of_a_line_that_reports_and_can_be_asked_and_knows_nothing_is_still_no_answer()
    {
        var call = _world.Take(DeskWorld.Lead());
        _world.Line.LookingUp = _ => new LookUp.Unknown();
        _world.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(2, _world.Phones.Placed.Count);
        Assert.Equal(1, _world.Read(call.Id).NoAgentTries);
    }

    [Fact]
    public void An_end_of_which_nothing_was_told_held_the_agent_for_two_hours()
    {
        var call = _world.Take(DeskWorld.Lead());
        _world.Hear(call.Id, 1, _world.Answers(LegPosition.First), _world.Answers(LegPosition.Second));
        _world.Pass(TimeSpan.FromMinutes(8));
        Assert.Equal(CallState.Connected, _world.Read(call.Id).State);
        _world.Phones.End(new AttemptId(call.Id, 1));
        _world.Pass(TimeSpan.FromMinutes(6));
        Assert.Equal((CallState.Ended, CallOutcome.Answered), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
    }
}
