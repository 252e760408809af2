using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Simulation;

/// <summary>The phone system: outside of all workers, never wrong about itself, free in how it tells of it.</summary>
internal sealed class Pbx(World world)
{
    private readonly Dictionary<AttemptId, PbxCall> _byAttempt = [];

    public List<PbxCall> Calls { get; } = [];

    public PbxCall? Find(AttemptId attempt) => _byAttempt.GetValueOrDefault(attempt);

    public PbxCall Place(AttemptId attempt, CallOrder order)
    {
        var call = new PbxCall(attempt, order, $"pbx-{Calls.Count + 1}", world.Timeline.Now);
        world.Trace?.Add($"{world.Stamp} PBX places {attempt}");
        world.Judge.Placed(call);
        Calls.Add(call);
        _byAttempt[attempt] = call;
        RingFirst(call);
        return call;
    }

    public void End(PbxCall call, CallOutcome outcome, params Fact[] facts)
    {
        if (call.EndedAt is not null)
            return;
        call.EndedAt = world.Timeline.Now;
        call.Outcome = outcome;
        world.Trace?.Add($"{world.Stamp} PBX ends {call.Attempt}: {outcome}");
        foreach (var fact in facts)
            Tell(call, fact, LineCapabilities.ReportsEnd | LineCapabilities.ReportsProgress);
    }

    public void HangUp(PbxCall call)
    {
        var cause = call.BridgedAt is null ? EndCause.Canceled : EndCause.HungUp;
        End(call, call.BridgedAt is null ? CallOutcome.Canceled : CallOutcome.Answered, Ended(LegPosition.First, cause));
    }

    private void RingFirst(PbxCall call) => Later(call, 0.1, 3, () =>
    {
        Tell(call, new Fact.LegRinging(LegPosition.First, world.Timeline.Now), LineCapabilities.ReportsProgress);
        var fate = world.FateOf(call.Agents);
        if (fate < 6)
            Later(call, 0.5, call.Order.First.RingTime.TotalSeconds, () => AnswerFirst(call));
        else if (fate < 8)
            Later(call, call.Order.First.RingTime.TotalSeconds, call.Order.First.RingTime.TotalSeconds + 2, () => End(call, CallOutcome.AgentNoAnswer, Ended(LegPosition.First, EndCause.NoAnswer)));
        else
            Later(call, 0.1, 8, () => End(call, CallOutcome.AgentBusy, Ended(LegPosition.First, fate == 8 ? EndCause.Busy : EndCause.Declined)));
    });

    private void AnswerFirst(PbxCall call)
    {
        call.AnsweredAt = world.Timeline.Now;
        Tell(call, new Fact.LegAnswered(LegPosition.First, world.Timeline.Now), LineCapabilities.ReportsProgress);
        var ring = call.Order.Second!.RingTime.TotalSeconds;
        Later(call, 0.1, 2, () =>
        {
            world.Judge.VisitorRings(call);
            Tell(call, new Fact.LegRinging(LegPosition.Second, world.Timeline.Now), LineCapabilities.ReportsProgress);
            if (world.Random.Next(10) < 6)
                Later(call, 0.5, ring, () => Bridge(call));
            else
                Later(call, ring, ring + 2, () => End(call, CallOutcome.TargetNoAnswer, Ended(LegPosition.Second, EndCause.NoAnswer), Ended(LegPosition.First, EndCause.HungUp)));
        });
    }

    private void Bridge(PbxCall call)
    {
        call.BridgedAt = world.Timeline.Now;
        Tell(call, new Fact.LegAnswered(LegPosition.Second, world.Timeline.Now), LineCapabilities.ReportsProgress);
        var longest = call.Order.MaxDuration.TotalSeconds;
        Later(call, 3, world.Random.Next(4) == 0 ? longest : Math.Min(60, longest), () =>
            End(call, CallOutcome.Answered, Ended(LegPosition.First, EndCause.HungUp), Ended(LegPosition.Second, EndCause.HungUp)));
    }

    private Fact.LegEnded Ended(LegPosition leg, EndCause cause) => new(leg, cause, world.Timeline.Now);

    private void Later(PbxCall call, double from, double to, Action then) => world.Timeline.In(world.Between(from, to), null, () =>
    {
        if (call.EndedAt is null)
            then();
    });

    private void Tell(PbxCall call, Fact fact, LineCapabilities needs)
    {
        if ((world.Capabilities & needs) == 0 || (needs == LineCapabilities.ReportsProgress && !world.Capabilities.HasFlag(needs)))
            return;
        if (fact is Fact.LegEnded && !world.Capabilities.HasFlag(LineCapabilities.ReportsEnd) && call.BridgedAt is not null)
            return;
        world.DeliverEvent(new LineEvent(World.Account, World.LineId, [fact])
        {
            Attempt = world.EchoesAttempt ? call.Attempt : null,
            ProviderCallId = call.ProviderId,
        });
    }
}
