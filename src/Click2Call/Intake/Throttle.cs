using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Orders;
using Microsoft.Extensions.Logging;

namespace Click2Call.Intake;

/// <summary>
/// Holds a click-to-call to the number of calls that it may have in flight. There is no counter that a crash could
/// leave wrong: each attempt holds a row, and a row whose attempt is over may be taken by anybody.
/// </summary>
internal sealed partial class Throttle(ISlots slots, ICallLog log, IDirectory directory, TimeProvider time, ILogger<Throttle> logger)
{
    private const int Tries = 3;

    /// <summary>Claims a slot for an attempt that is about to be committed; true as well when there is no limit.</summary>
    public async Task<bool> Claim(CallOrder order, AttemptId attempt)
    {
        if (await LimitOf(order) is not { } limit)
            return true;
        var (account, click) = (order.Account, order.ClickToCall!);
        for (var tries = 0; tries < Tries; tries++)
        {
            var held = await slots.Held(account, click, CancellationToken.None);
            if (held.FirstOrDefault(slot => slot.Attempt == attempt) is { } ours)
            {
                // Another copy of us, or we before a crash: only one of us can commit this attempt. Renewed, so that
                // nobody reclaims it meanwhile.
                if (await slots.Take(account, click, ours with { Since = time.GetUtcNow() }, CancellationToken.None))
                    return true;
                continue;
            }

            if (held.Count < limit && await TakeFree(account, click, limit, held, attempt))
                return true;
            if (held.Count >= limit && !await Reclaim(account, click, held))
                return false;
        }

        return false;
    }

    /// <summary>Gives back what an attempt holds, once it is over. What cannot be given back now is reclaimed when somebody needs it.</summary>
    public async Task Release(CallOrder order, AttemptId attempt)
    {
        try
        {
            if (await LimitOf(order) is null)
                return;
            var held = await slots.Held(order.Account, order.ClickToCall!, CancellationToken.None);
            foreach (var slot in held.Where(slot => slot.Attempt == attempt))
                await slots.Free(order.Account, order.ClickToCall!, slot, CancellationToken.None);
        }
        catch (StorageUnavailableException)
        {
            Log.NotReleased(logger, attempt);
        }
    }

    private async Task<int?> LimitOf(CallOrder order) => order.ClickToCall is { } id
        && await directory.Find(order.Account, CancellationToken.None) is { } account
        && account.FindClickToCall(id) is { Throttle: > 0 and var limit } ? limit : null;

    private async Task<bool> TakeFree(string account, string click, int limit, IReadOnlyList<Slot> held, AttemptId attempt)
    {
        var taken = held.Select(slot => slot.Number).ToHashSet();
        for (var number = 0; number < limit; number++)
        {
            if (!taken.Contains(number)
                && await slots.Take(account, click, new Slot(number, attempt, time.GetUtcNow()), CancellationToken.None))
            {
                return true;
            }
        }

        return false;
    }

    // Frees rather than takes over: two that reclaim one slot then meet at the insert, where one of them loses.
    private async Task<bool> Reclaim(string account, string click, IReadOnlyList<Slot> held)
    {
        var any = false;
        foreach (var slot in held.Where(slot => slot.Since + CallTiming.SlotReclaim < time.GetUtcNow()))
        {
            if (!await IsOver(account, slot))
                continue;
            await slots.Free(account, click, slot, CancellationToken.None);
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

    private static partial class Log
    {
        [LoggerMessage(1601, LogLevel.Warning, "Attempt {Attempt}: its slot could not be given back; it will be reclaimed.")]
        public static partial void NotReleased(ILogger logger, AttemptId attempt);
    }
}
