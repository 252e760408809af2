using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Tests.Calls;

/// <summary>Facts only add: any order, any number of copies.</summary>
public sealed class CallFactsTests
{
    private const int Seeds = 3000;
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_facts_give_the_same_call_in_any_order()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var call = NewCall(random);
            var facts = Draw(random);
            var one = call.Apply(facts);
            var other = call.Apply(facts.OrderBy(_ => random.Next()));
            Assert.True(
                one.Attempts.SequenceEqual(other.Attempts)
                && (one.CancelRequestedAt is null) == (other.CancelRequestedAt is null)
                && (one.State, one.Outcome, one.Talked, one.Disposition) == (other.State, other.Outcome, other.Talked, other.Disposition),
                $"Seed {seed}: {string.Join("; ", facts)}");
        }
    }

    [Fact]
    public void A_fact_that_is_known_changes_nothing()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var facts = Draw(random);
            var call = NewCall(random).Apply(facts);
            Assert.True(call.Equals(call.Apply(facts)), $"Seed {seed}: {string.Join("; ", facts)}");
        }
    }

    [Fact]
    public void A_call_that_is_over_stays_over()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var call = NewCall(random);
            var over = false;
            foreach (var fact in Draw(random).Concat(Draw(random)))
            {
                call = call.Apply(fact);
                Assert.True(!over || call.State == CallState.Ended, $"Seed {seed}: {fact} reopened it.");
                over = call.State == CallState.Ended;
                Assert.Equal(over, call.Outcome is not null);
                Assert.Equal(over, call.EndedAt is not null);
            }
        }
    }

    [Fact]
    public void A_certain_answer_replaces_an_uncertain_one_and_not_the_other_way()
    {
        var call = Direct();
        var uncertain = Dial(new DialResult.Uncertain("?"));
        var accepted = Dial(new DialResult.Accepted("x"));
        Assert.IsType<DialResult.Accepted>(call.Apply([uncertain, accepted]).Latest!.Dial);
        Assert.IsType<DialResult.Accepted>(call.Apply([accepted, uncertain]).Latest!.Dial);
    }

    [Fact]
    public void A_phone_that_rings_outweighs_a_line_that_says_it_did_not_dial()
    {
        var call = Direct()
            .Apply(new Fact.LegRinging(LegPosition.First, Start) { Attempt = 1 })
            .Apply(Dial(new DialResult.Refused(CallOutcome.LineUnavailable)));
        Assert.Equal(CallState.Ringing, call.State);
    }

    [Theory]
    [InlineData(EndCause.Busy, CallOutcome.AgentBusy)]
    [InlineData(EndCause.NoAnswer, CallOutcome.AgentNoAnswer)]
    [InlineData(EndCause.Declined, CallOutcome.AgentDeclined)]
    [InlineData(EndCause.Offline, CallOutcome.AgentOffline)]
    [InlineData(EndCause.Unreachable, CallOutcome.AgentOffline)]
    [InlineData(EndCause.Blocked, CallOutcome.AgentBlocked)]
    [InlineData(EndCause.Failed, CallOutcome.LineUnavailable)]
    [InlineData(EndCause.Canceled, CallOutcome.Canceled)]
    [InlineData(EndCause.HungUp, CallOutcome.Unknown)]
    public void The_first_leg_names_the_agents_side(EndCause cause, CallOutcome outcome) =>
        Assert.Equal(outcome, Direct().Apply(new Fact.LegEnded(LegPosition.First, cause, Start) { Attempt = 1 }).Outcome);

    [Theory]
    [InlineData(EndCause.Busy, CallOutcome.TargetBusy)]
    [InlineData(EndCause.NoAnswer, CallOutcome.TargetNoAnswer)]
    [InlineData(EndCause.Declined, CallOutcome.TargetRejected)]
    [InlineData(EndCause.Offline, CallOutcome.TargetUnreachable)]
    [InlineData(EndCause.Unreachable, CallOutcome.TargetUnreachable)]
    [InlineData(EndCause.Blocked, CallOutcome.TargetRejected)]
    [InlineData(EndCause.Failed, CallOutcome.TargetUnreachable)]
    [InlineData(EndCause.Canceled, CallOutcome.Canceled)]
    [InlineData(EndCause.HungUp, CallOutcome.Unknown)]
    public void The_second_leg_names_the_targets_side(EndCause cause, CallOutcome outcome) =>
        Assert.Equal(outcome, Direct().Apply(
        [
            new Fact.LegAnswered(LegPosition.First, Start) { Attempt = 1 },
            new Fact.LegEnded(LegPosition.Second, cause, Start) { Attempt = 1 },
        ]).Outcome);

    [Fact]
    public void An_agent_who_hangs_up_while_the_target_rings_canceled_it() =>
        Assert.Equal(CallOutcome.Canceled, Direct().Apply(
        [
            new Fact.LegAnswered(LegPosition.First, Start) { Attempt = 1 },
            new Fact.LegRinging(LegPosition.Second, Start) { Attempt = 1 },
            new Fact.LegEnded(LegPosition.First, EndCause.HungUp, Start) { Attempt = 1 },
        ]).Outcome);

    /// <summary>Such a line is not down: it rang the person again every few minutes for a day.</summary>
    [Theory]
    [InlineData(LegPosition.First)]
    [InlineData(LegPosition.Second)]
    public void A_phone_that_rang_and_then_failed_has_not_answered(LegPosition leg)
    {
        var order = DeskWorld.Direct();
        var call = Direct(leg == LegPosition.First ? order with { First = order.Second!, Second = order.First } : order);
        if (leg == LegPosition.Second)
            call = call.Apply(new Fact.LegAnswered(LegPosition.First, Start) { Attempt = 1 });
        Assert.Equal(CallOutcome.TargetNoAnswer, call.Apply([new Fact.LegRinging(leg, Start) { Attempt = 1 }, new Fact.LegEnded(leg, EndCause.Failed, Start) { Attempt = 1 }]).Outcome);
    }

    /// <summary>The agent's hang-up ended the call before the other half of the same report was read.</summary>
    [Fact]
    public void What_is_reported_together_has_no_order()
    {
        Fact[] report =
        [
            new Fact.LegAnswered(LegPosition.First, Start) { Attempt = 1 },
            new Fact.LegEnded(LegPosition.First, EndCause.HungUp, Start.AddSeconds(30)) { Attempt = 1 },
            new Fact.LegEnded(LegPosition.Second, EndCause.NoAnswer, Start.AddSeconds(29)) { Attempt = 1 },
        ];
        var call = Direct(DeskWorld.Lead());
        Assert.Equal((CallState.Scheduled, null), (call.Apply(report).State, call.Apply(report).EndedAt));
        Assert.Equal(CallState.Scheduled, call.Apply(report.Reverse()).State);
    }

    [Fact]
    public void A_call_of_one_leg_is_connected_when_it_is_answered()
    {
        var order = DeskWorld.Direct() with { Kind = CallKind.Message, Second = null };
        var call = Direct(order).Apply(new Fact.LegAnswered(LegPosition.First, Start) { Attempt = 1 });
        Assert.Equal(CallState.Connected, call.State);
        Assert.Equal(CallOutcome.Answered, call.Apply(new Fact.LegEnded(LegPosition.First, EndCause.HungUp, Start) { Attempt = 1 }).Outcome);
    }

    [Fact]
    public void Retries_count_what_failed_and_a_line_that_is_down_burns_none()
    {
        var call = Direct(DeskWorld.Lead()) with { Attempts = [] };
        CallOutcome[] failures = [CallOutcome.AgentBusy, CallOutcome.LineUnavailable, CallOutcome.LineUnavailable, CallOutcome.AgentOffline, CallOutcome.TargetBusy, CallOutcome.LineUnavailable];
        for (var n = 1; n <= failures.Length; n++)
        {
            call = call.Begin(NewAttempt(n), n, Start).Apply(new Fact.DialDecided(new DialResult.Refused(failures[n - 1]), Start) { Attempt = n });
            Assert.Equal(CallState.Scheduled, call.State);
        }

        call = call.Begin(NewAttempt(7), 7, Start);
        Assert.Equal((2, 1, 1), (call.NoAgentTries, call.NoTargetTries, call.LineDownTries));
    }

    [Fact]
    public void The_schedule_ends_when_its_steps_are_used_up()
    {
        var call = Direct(DeskWorld.Lead()) with { Attempts = [] };
        TimeSpan?[] waits = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(60), null];
        for (var n = 1; n <= waits.Length; n++)
        {
            call = call.Begin(NewAttempt(n), n, Start).Apply(new Fact.DialDecided(new DialResult.Refused(CallOutcome.AgentBusy), Start) { Attempt = n });
            if (waits[n - 1] is { } wait)
                Assert.InRange(call.NextTryAt!.Value - Start, wait, wait * 1.1);
            else
                Assert.Equal(CallOutcome.AgentBusy, call.Outcome);
        }
    }

    private static Fact.DialDecided Dial(DialResult result) => new(result, Start) { Attempt = 1 };

    private static Call Direct(CallOrder? order = null) => NewCall(new Random(1)) with { Order = order ?? DeskWorld.Direct(), Attempts = [NewAttempt(1)] };

    private static Call NewCall(Random random) => new()
    {
        Id = CallId.New(Start, random),
        Order = random.Next(2) == 0 ? DeskWorld.Direct() : DeskWorld.Lead(),
        Line = "main",
        Seq = 1,
        WakeAt = Start,
        Attempts = [NewAttempt(1), NewAttempt(2)],
    };

    private static Attempt NewAttempt(int number) => new() { Number = number, Line = "main", StartedAt = Start, DialUntil = Start.AddSeconds(45) };

    // One line gives an attempt one answer; everything else can be told in any number.
    private static List<Fact> Draw(Random random)
    {
        List<Fact> facts = [];
        foreach (var attempt in new[] { 1, 2 })
        {
            if (random.Next(2) == 0)
            {
                facts.Add(new Fact.DialDecided(
                    random.Next(3) switch { 0 => new DialResult.Accepted("a"), 1 => new DialResult.Refused(CallOutcome.AgentBusy), _ => new DialResult.Uncertain("?") },
                    At()) { Attempt = attempt });
            }

            if (random.Next(3) == 0)
                facts.Add(new Fact.Settled(random.Next(4) switch { 0 => new LookUp.Live(), 1 => new LookUp.Ended(CallOutcome.Answered), 2 => new LookUp.NeverPlaced(), _ => new LookUp.GivenUp() }, At()) { Attempt = attempt });
            for (var i = random.Next(6); i > 0; i--)
            {
                var leg = random.Next(2) == 0 ? LegPosition.First : LegPosition.Second;
                facts.Add(random.Next(4) switch
                {
                    0 => new Fact.LegRinging(leg, At()) { Attempt = attempt },
                    1 => new Fact.LegAnswered(leg, At()) { Attempt = attempt },
                    2 => new Fact.ProviderNamed("a", At()) { Attempt = attempt },
                    _ => new Fact.LegEnded(leg, (EndCause)random.Next(9), At()) { Attempt = attempt },
                });
            }
        }

        if (random.Next(3) == 0)
            facts.Add(new Fact.CancelRequested(At()));
        if (random.Next(3) == 0)
            facts.Add(new Fact.Recorded(TimeSpan.FromSeconds(5), null, "ANSWERED", At()));
        return facts;

        DateTimeOffset At() => Start.AddSeconds(random.Next(5));
    }
}
