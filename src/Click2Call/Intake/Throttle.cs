using Click2Call.Accounts;
using Click2Call.Calls;
using Microsoft.Extensions.Logging;

namespace Click2Call.Intake;

/// <summary>
/// Holds click-to-calls and lines to the number of calls that they may have in flight. There is no counter that a crash
/// could leave wrong: each attempt holds a row, and a row whose attempt is over may be taken by anybody.
/// </summary>
internal sealed partial class Throttle(ISlots slots, ICallLog log, IDirectory directory, TimeProvider time, ILogger<Throttle> logger)
{
    private const int Tries = 3;

    /// <summary>Claims the slots that an attempt needs before it is committed; true as well when there is no limit.</summary>
    public async Task<bool> Claim(Call call, AttemptId attempt)
    {
        var limits = await LimitsOf(call);
        for (var i = 0; i < limits.Count; i++)
        {
            if (await Claim(call.Account, limits[i], attempt))
                continue;

            // All or none: a call that waits for its line must not keep others from their click-to-call.
            await Release(call.Account, limits.Take(i), attempt);
            return false;
        }

        return true;
    }

    /// <summary>
    /// Whether an attempt would get its slots now; takes none. Asked before an agent is claimed, so that calls that wait
    /// for a slot do not hold agents in turn.
    /// </summary>
    public async Task<bool> HasRoom(Call call, AttemptId attempt)
    {
        foreach (var (group, most) in await LimitsOf(call))
        {
            var held = await slots.Held(call.Account, group, CancellationToken.None);
            if (held.Count >= most && !held.Any(slot => slot.Attempt == attempt) && !await Reclaim(call.Account, group, held))
                return false;
        }

        return true;
    }

    /// <summary>Gives back what an attempt holds, once it is over. What cannot be given back now is reclaimed when somebody needs it.</summary>
    public async Task Release(Call call, AttemptId attempt)
    {
        try
        {
            await Release(call.Account, await LimitsOf(call), attempt);
        }
        catch (StorageUnavailableException)
        {
            Log.NotReleased(logger, attempt);
        }
    }

    // The line's before the click-to-call's, always: two attempts that need both cannot hold one each and wait.
    private async Task<List<Limit>> LimitsOf(Call call)
    {
        List<Limit> limits = [];
        if (await directory.Find(call.Account, CancellationToken.None) is not { } account)
            return limits;
        if (account.FindLine(call.Line) is { MaxDials: > 0 and var dials })
            limits.Add(new(SlotGroup.OfLine(call.Line), dials));
        if (call.Order.ClickToCall is { } id && account.FindClickToCall(id) is { Throttle: > 0 and var most })
            limits.Add(new(id, most));
        return limits;
    }

    private async Task<bool> Claim(string account, Limit limit, AttemptId attempt)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var held = await slots.Held(account, limit.Group, CancellationToken.None);
            if (held.FirstOrDefault(slot => slot.Attempt == attempt) is { } ours)
            {
                // Another copy of us, or we before a crash: only one of us can commit this attempt. Renewed, so that
                // nobody reclaims it meanwhile.
                if (await slots.Take(account, limit.Group, ours with { Since = time.GetUtcNow() }, CancellationToken.None))
                    return true;
                continue;
            }

            if (held.Count < limit.Most && await TakeFree(account, limit, held, attempt))
                return true;
            if (held.Count >= limit.Most && !await Reclaim(account, limit.Group, held))
                return false;
        }

        return false;
    }

    private async Task Release(string account, IEnumerable<Limit> limits, AttemptId attempt)
    {
        foreach (var (group, _) in limits)
        {
            var held = await slots.Held(account, group, CancellationToken.None);
            foreach (var slot in held.Where(slot => slot.Attempt == attempt))
                await slots.Free(account, group, slot, CancellationToken.None);
        }
    }

    private async Task<bool> TakeFree(string account, Limit limit, IReadOnlyList<Slot> held, AttemptId attempt)
    {
        var taken = held.Select(slot => slot.Number).ToHashSet();
        for (var number = 0; number < limit.Most; number++)
        {
            if (!taken.Contains(number)
                && await slots.Take(account, limit.Group, new Slot(number, attempt, time.GetUtcNow()), CancellationToken.None))
            {
                return true;
            }
        }

        return false;
    }

    // Frees rather than takes over: two that reclaim one slot then meet at the insert, where one of them loses.
    private async Task<bool> Reclaim(string account, string group, IReadOnlyList<Slot> held)
    {
        var any = false;
        foreach (var slot in held.Where(slot => slot.Since + CallTiming.SlotReclaim < time.GetUtcNow()))
        {
            if (!await IsOver(account, slot))
                continue;
            await slots.Free(account, group, slot, CancellationToken.None);
            any = true;
        }

        return any;
    }

    // From the claim to the send a worker has MaxBeforeSend; with the clocks apart that is less than SlotReclaim. An
    // attempt that is not in its call's row by now is never sent.
    private async Task<bool> IsOver(string account, Slot slot)
    {
        var call = (await log.Find(account, slot.Attempt.Call, CancellationToken.None))?.Call;
        return call is null
            || call.State == CallState.Ended
            || call.Latest?.Number != slot.Attempt.Number
            || call.Latest.Finished;
    }

    private readonly record struct Limit(string Group, int Most);

    private static partial class Log
    {
        [LoggerMessage(1703, LogLevel.Warning, "Attempt {Attempt}: its slot could not be given back; it will be reclaimed.")]
        public static partial void NotReleased(ILogger logger, AttemptId attempt);
    }
}
