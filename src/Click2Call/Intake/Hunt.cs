using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;
using Microsoft.Extensions.Logging;

namespace Click2Call.Intake;

/// <summary>
/// Finds the agent whom an attempt rings, holds the agent meanwhile, and gives the agent back. docs/hunting.md says
/// what a crash leaves at each point.
/// </summary>
/// <remarks>
/// A claim belongs to the one worker that wrote it, until <see cref="CallTiming.AgentReclaim"/> has passed. Another copy
/// of the same attempt does not share it: a copy that gives way may then give its own claim back without asking who
/// else counts on it.
/// </remarks>
internal sealed partial class Hunt(IAgents agents, ICallLog log, IDirectory directory, TimeProvider time, ILogger<Hunt> logger)
{
    private const int Tries = 4;

    /// <summary>Finds and claims the agent of an attempt that is about to be committed.</summary>
    /// <param name="call">The call before the attempt.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="can">What the line can do.</param>
    public async Task<AgentChoice> Choose(Call call, AttemptId attempt, LineCapabilities can)
    {
        if (await directory.Find(call.Account, CancellationToken.None) is not { } account)
            return new AgentChoice(call.Order);
        return call.Order.LegOf(LegRole.Agent)?.Destination switch
        {
            GroupDestination group => await OfGroup(call, attempt, account, account.FindGroup(group.Name), can),
            ExtensionDestination { Number: var number } when account.Groups.Any(group => group.Has(number)) =>
                new AgentChoice(call.Order) { Held = await Mark(account.Id, number, attempt) },
            _ => new AgentChoice(call.Order),
        };
    }

    /// <summary>An order as the line would get it, with any agent of the group; null when there is none. For asking the line, not for dialling.</summary>
    public async Task<CallOrder?> SampleOf(Call call) =>
        await directory.Find(call.Account, CancellationToken.None) is { } account
        && call.Order.LegOf(LegRole.Agent)?.Destination is GroupDestination named
        && account.FindGroup(named.Name)?.InOrder(account) is [var first, ..]
            ? Chosen(call, account, [new HeldAgent(first, "")], new HuntRound(0, [])).Order
            : null;

    /// <summary>Gives back what was claimed for an attempt that is not sent. Nobody but us counts on it.</summary>
    public Task GiveBack(Call call, AgentChoice choice) => Free(call.Account, choice.Held, null, null);

    /// <summary>Gives back what an attempt holds, once it is over. What cannot be given back now is found by the sweep, or by who needs it.</summary>
    public Task Release(Call held, Attempt over)
    {
        var refused = over is { Dial: DialResult.Refused, First.Seen: false, Second.Seen: false };
        return Free(held.Account, held.Held, new AttemptId(held.Id, over.Number), refused ? null : time.GetUtcNow());
    }

    /// <summary>Gives back those of an attempt's agents whom it does not need any more, because another picked up.</summary>
    public Task LetGo(Call call, IReadOnlyList<HeldAgent> agents) => Free(call.Account, agents, new AttemptId(call.Id, call.Latest!.Number), null);

    /// <summary>Gives back what the dead hold.</summary>
    public async Task Sweep(string account, CancellationToken cancellation)
    {
        if ((await directory.Find(account, cancellation))?.Groups is not { Count: > 0 })
            return;
        foreach (var agent in await agents.List(account, cancellation))
        {
            if (agent.Busy is not { } attempt || !await IsOver(account, agent))
                continue;
            Log.Reclaimed(logger, attempt);
            await agents.Free(account, new HeldAgent(agent.Extension, agent.ETag!), null, cancellation);
        }
    }

    private async Task<AgentChoice> OfGroup(Call call, AttemptId attempt, Account account, HuntGroup? group, LineCapabilities can)
    {
        var left = CallProgress.UntriedOf(call);
        var other = (call.Order.First.Role == LegRole.Agent ? call.Order.Second : call.Order.First)?.Destination.Dialable;
        string[] members = [.. (group?.InOrder(account) ?? []).Where(number => number != other && left?.Contains(number) != false)];

        // Else the strategy would name the same agent again and again.
        var inOrder = left is not null && CallProgress.PassesOver(call);
        if (inOrder)
            members = [.. left!.Where(members.Contains)];
        var poor = (can & (LineCapabilities.ReportsProgress | LineCapabilities.LookUp)) == 0;
        var round = new HuntRound(left is null ? (call.Hunt?.Number ?? 0) + 1 : call.Hunt!.Number, [], group?.After == HuntAfter.Refusal || poor);
        var somebodyThere = false;
        for (var tries = 0; tries < Tries && members.Length > 0; tries++)
        {
            var now = time.GetUtcNow();
            var known = (await agents.List(account.Id, CancellationToken.None)).ToDictionary(agent => agent.Extension, StringComparer.Ordinal);
            AgentState[] there = [.. members.Select(number => known.GetValueOrDefault(number) ?? new AgentState(number)).Where(agent => !agent.IsPaused(now))];
            somebodyThere = there.Length > 0;
            AgentState[] free = [.. InTurn(inOrder ? HuntStrategy.Priority : group!.Strategy, there.Where(agent => agent.Busy is null))];
            var several = group!.Strategy == HuntStrategy.Simultaneous && can.HasFlag(LineCapabilities.RingsSeveral);
            var held = await Claim(account.Id, free, attempt, now, several);
            if (held.Count == 0 && free.Length > 0)
                continue; // Others were faster with each of them; look again who is free.
            if (held.Count == 0)
                held = await Claim(account.Id, await Abandoned(account.Id, there), attempt, now, several);
            if (held.Count > 0)
                return Chosen(call, account, held, round with { Untried = [.. members.Except(held.Select(agent => agent.Extension))] });
            if (there.FirstOrDefault(agent => agent.Busy == attempt) is { } copys)
                return new AgentChoice(call.Order) { TakenUntil = copys.BusyUntil };
            break;
        }

        return Nobody(call, round, somebodyThere ? CallOutcome.AgentBusy : CallOutcome.AgentOffline);
    }

    // By the clock of whoever offered; the sort is stable, so that agents of whom nothing is known come in their order.
    private static IEnumerable<AgentState> InTurn(HuntStrategy strategy, IEnumerable<AgentState> free) => strategy switch
    {
        HuntStrategy.RoundRobin => free.OrderBy(agent => agent.LastOfferedAt ?? DateTimeOffset.MinValue),
        HuntStrategy.LongestIdle => free.OrderBy(agent => agent.LastEndedAt ?? DateTimeOffset.MinValue),
        _ => free,
    };

    private async Task<List<HeldAgent>> Claim(string account, IReadOnlyList<AgentState> wanted, AttemptId attempt, DateTimeOffset now, bool several)
    {
        List<HeldAgent> held = [];
        try
        {
            foreach (var agent in wanted)
            {
                var claimed = agent with { Busy = attempt, BusyUntil = now + CallTiming.AgentReclaim, LastOfferedAt = now };
                if (await agents.Claim(account, claimed, CancellationToken.None) is not { } tag)
                    continue;
                held.Add(new HeldAgent(agent.Extension, tag));
                if (!several)
                    break;
            }

            return held;
        }
        catch (StorageUnavailableException)
        {
            await Free(account, held, null, null);
            throw;
        }
    }

    private async Task<AgentState[]> Abandoned(string account, IEnumerable<AgentState> busy)
    {
        List<AgentState> abandoned = [];
        foreach (var agent in busy)
        {
            if (await IsOver(account, agent))
                abandoned.Add(agent);
        }

        return [.. abandoned];
    }

    // From the claim to the send a worker has MaxBeforeCommit and MaxBeforeSend; with the clocks apart that is less
    // than AgentReclaim. An attempt that is not in its call's row by now, or has another agent there, rings nobody.
    private async Task<bool> IsOver(string account, AgentState agent)
    {
        if (agent.Busy is not { } attempt || agent.BusyUntil > time.GetUtcNow())
            return false;
        var call = (await log.Find(account, attempt.Call, CancellationToken.None))?.Call;
        return call is null
            || call.State == CallState.Ended
            || call.Latest?.Number != attempt.Number
            || call.Latest.Finished
            || !call.Latest.AgentsRung().Contains(agent.Extension)
            || (call.Latest.AnsweredBy is { } by && by != agent.Extension);
    }

    // A call that somebody orders for an agent by name rings whatever the agent does; groups pass the agent over
    // meanwhile. It must not fail for the mark's sake.
    private async Task<IReadOnlyList<HeldAgent>?> Mark(string account, string extension, AttemptId attempt)
    {
        try
        {
            var agent = await agents.Find(account, extension, CancellationToken.None) ?? new AgentState(extension);
            if (agent.Busy is not null && !await IsOver(account, agent))
                return null;
            var marked = agent with { Busy = attempt, BusyUntil = time.GetUtcNow() + CallTiming.AgentReclaim };
            return await agents.Claim(account, marked, CancellationToken.None) is { } tag ? [new HeldAgent(extension, tag)] : null;
        }
        catch (StorageUnavailableException)
        {
            return null;
        }
    }

    private static AgentChoice Chosen(Call call, Account account, List<HeldAgent> held, HuntRound round)
    {
        Destination[] phones = [.. held.Select(agent => new ExtensionDestination(agent.Extension, account.FindExtension(agent.Extension)?.Display))];
        var order = call.Order.First.Role == LegRole.Agent
            ? call.Order with { First = Ringing(call.Order.First) }
            : call.Order with { Second = Ringing(call.Order.Second!) };
        return new AgentChoice(order) { Held = held, Hunt = round };

        Leg Ringing(Leg leg) => leg with { Destination = phones[0], Also = phones.Length > 1 ? phones[1..] : null };
    }

    // The round is over; what the last agent came to says more than that nobody else was free.
    private static AgentChoice Nobody(Call call, HuntRound round, CallOutcome outcome)
    {
        var last = call.Latest is { } latest && latest.Round == round.Number ? CallProgress.FailureOf(call, latest) : (CallOutcome?)null;
        return new AgentChoice(call.Order)
        {
            Hunt = round,
            Nobody = last is { } failure && CallProgress.IsAgents(failure)
                ? new DialReadiness.NotReady(failure, "Nobody else in the group is free.")
                : new DialReadiness.NotReady(outcome, outcome == CallOutcome.AgentBusy ? "Nobody in the group is free." : "Nobody in the group can be rung now."),
        };
    }

    private async Task Free(string account, IReadOnlyList<HeldAgent>? held, AttemptId? attempt, DateTimeOffset? endedAt)
    {
        foreach (var agent in held ?? [])
        {
            try
            {
                // A pause changes the row without taking the agent away.
                if (!await agents.Free(account, agent, endedAt, CancellationToken.None)
                    && attempt is not null
                    && await agents.Find(account, agent.Extension, CancellationToken.None) is { ETag: { } tag } now
                    && now.Busy == attempt)
                {
                    await agents.Free(account, agent with { Tag = tag }, endedAt, CancellationToken.None);
                }
            }
            catch (StorageUnavailableException)
            {
                Log.NotReleased(logger, account);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1701, LogLevel.Warning, "Account {Account}: an agent could not be given back; the sweep will.")]
        public static partial void NotReleased(ILogger logger, string account);

        [LoggerMessage(1702, LogLevel.Warning, "Attempt {Attempt} held an agent and is over; given back by the sweep.")]
        public static partial void Reclaimed(ILogger logger, AttemptId attempt);
    }
}
