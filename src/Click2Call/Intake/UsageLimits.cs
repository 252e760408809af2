using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Intake;

/// <summary>
/// Holds a click-to-call to so many calls a number, an address and a day: its leads, and whatever is ordered through it
/// without a key. All counts of an order are raised in one
/// guarded transaction, so that all instances together never let more through; where they cannot be raised, nobody is
/// called.
/// </summary>
internal sealed class UsageLimits(ICounters? counters, TimeProvider time)
{
    private const int Tries = 12;

    // One row takes some ten writes a second; a day's count that thousands share is spread.
    private const int CallsPerPart = 250;
    private const int MostParts = 16;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Counts an order, or says which limit it meets.</summary>
    /// <param name="order">The order.</param>
    /// <param name="click">Its click-to-call.</param>
    /// <param name="id">The call that it is counted as: once, however often the request is repeated after an error of ours.</param>
    /// <param name="again">Whether another request may have been counted as this call before.</param>
    /// <exception cref="StorageUnavailableException">It could not be counted.</exception>
    public async Task<LimitMet?> Count(CallOrder order, ClickToCall? click, CallId id, bool again)
    {
        if (counters is null || click is null || (click.AuthRequired && order.Intent != CallIntent.Lead))
            return null;
        var counted = new Counter($"limit:call:{id}", 1, time.GetUtcNow() + (2 * Day));
        if (again && await counters.Find(order.Account, counted.Name, CancellationToken.None) is not null)
            return null;
        var limits = click.Limits ?? (!click.AuthRequired ? CallLimits.ForThePublic : order.IsTypedByPublic ? CallLimits.ForTools : CallLimits.None);
        var part = 0;
        for (var tries = 0; tries < Tries; tries++)
        {
            var now = time.GetUtcNow();
            List<Counter> raised = [];
            var parts = Parts(limits.CallsPerDay);
            foreach (var limit in LimitsOf(order, click, limits, (Start(order) + part) % parts, parts, now))
            {
                var counter = await counters.Find(order.Account, limit.Name, CancellationToken.None) ?? new Counter(limit.Name, 0, limit.EndsAt + Day);
                if (counter.Count < limit.Most)
                {
                    raised.Add(counter with { Count = counter.Count + 1 });
                    continue;
                }

                // Full: another part of the day's count may have room.
                if (limit.IsPart && ++part < parts)
                {
                    raised.Clear();
                    tries = -1;
                    break;
                }

                var refusal = new Refusal(CallOutcome.Throttled, RefusalReason.Throttle, limit.Sentence) { RetryAfter = limit.EndsAt - now };
                return new LimitMet(refusal, await IsFirst(order.Account, limit));
            }

            if (tries < 0)
                continue;
            if (raised.Count == 0 || await counters.Write(order.Account, [.. raised, counted], CancellationToken.None))
                return null;
            if (await counters.Find(order.Account, counted.Name, CancellationToken.None) is not null)
                return null; // Our own write, whose reply was lost; or a repetition was faster.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20) << Math.Min(tries, 5)), time, CancellationToken.None);
        }

        throw new StorageUnavailableException("The call could not be counted: too many at once.", retryAfter: TimeSpan.FromSeconds(2));
    }

    // Whether nobody met this limit before in its period. Two who meet it at once may both be the first.
    private async Task<bool> IsFirst(string account, Limit limit)
    {
        var name = limit.Name + ":met";
        return await counters!.Find(account, name, CancellationToken.None) is null
            && await counters.Write(account, [new Counter(name, 1, limit.EndsAt + Day)], CancellationToken.None);
    }

    private static List<Limit> LimitsOf(CallOrder order, ClickToCall click, CallLimits limits, int part, int parts, DateTimeOffset now)
    {
        var (hour, day) = (Begin(now, Hour), Begin(now, Day));
        List<Limit> found = [];
        if (limits.CallsPerNumberPerDay > 0 && order.LegOf(LegRole.Target)?.Destination is PhoneDestination phone)
            found.Add(new(Name(click, "number", phone.Number.E164, day), limits.CallsPerNumberPerDay, day + Day, "This number was called as often as it may be in a day. Please try again tomorrow."));
        if (limits.CallsPerAddressPerHour > 0 && Network(order.AskedFrom ?? order.Lead?.Address) is { } network)
            found.Add(new(Name(click, "address", network, hour), limits.CallsPerAddressPerHour, hour + Hour, "Too many calls were asked for from here. Please try again in an hour."));
        if (limits.CallsPerDay > 0)
            found.Add(new(Name(click, "day", part.ToString(CultureInfo.InvariantCulture), day), Share(limits.CallsPerDay, part, parts), day + Day, "As many calls as there may be in a day were asked for. Please try again tomorrow.") { IsPart = true });
        return found;
    }

    // A household has a /64 network of IPv6 addresses to choose from.
    private static string? Network(string? text)
    {
        if (!IPAddress.TryParse(text, out var address))
            return null;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    private static int Parts(int most) => Math.Clamp(most / CallsPerPart, 1, MostParts);

    // All parts together are the limit, to the call.
    private static int Share(int most, int part, int parts) => (most / parts) + (part < most % parts ? 1 : 0);

    private static int Start(CallOrder order) => order.LegOf(LegRole.Target)?.Destination.Dialable.Sum(c => c) ?? 0;

    private static DateTimeOffset Begin(DateTimeOffset now, TimeSpan span) => new(now.UtcTicks - (now.UtcTicks % span.Ticks), TimeSpan.Zero);

    private static string Name(ClickToCall click, string of, string what, DateTimeOffset since) =>
        string.Create(CultureInfo.InvariantCulture, $"limit:{of}:{click.Id}:{what}:{since:yyyyMMddHH}");

    private sealed record Limit(string Name, int Most, DateTimeOffset EndsAt, string Sentence)
    {
        public bool IsPart { get; init; }
    }
}
