using Click2Call.Calls;
using Microsoft.Extensions.Logging;

namespace Click2Call.Events;

/// <summary>
/// What becomes of outgoing events that failed too often for the host, which is storage that was down or a mistake of ours:
/// they are put back for a day, and then their end is written where somebody sees it.
/// </summary>
internal sealed partial class PoisonedEvents(IEventsOut queue, IDeliveries deliveries, TimeProvider time, ILogger logger)
{
    // The sweep's function has five minutes for all that it does.
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(2);

    /// <summary>Empties the queue of poisoned messages, or as much of it as two minutes allow.</summary>
    /// <exception cref="StorageUnavailableException">Storage did not answer; what is left comes with the next sweep.</exception>
    public async Task Drain(CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var (revived, failed) = (0, 0);
        while (time.GetElapsedTime(started) < Budget && await queue.Poisoned(cancellation) is { Count: > 0 } batch)
        {
            foreach (var poisoned in batch)
            {
                if (await PutBack(poisoned, cancellation))
                    revived++;
                else
                    failed++;

                // Last: a crash before leaves it in the queue, and all of this may be done twice.
                await queue.Bury(poisoned, cancellation);
            }
        }

        if (revived + failed > 0)
            Log.Drained(logger, revived, failed);
    }

    private async Task<bool> PutBack(PoisonedEvent poisoned, CancellationToken cancellation)
    {
        switch (poisoned.Message)
        {
            case { } message when time.GetUtcNow() - message.PutAt < RetryTimes.Lifetime + EventDesk.Horizon:
                await queue.Put(message, TimeSpan.Zero, cancellation);
                return true;
            case EventsOutMessage.Deliver deliver:
                await Fail(deliver, cancellation);
                break;
            case EventsOutMessage.News news:
                Log.Lost(logger, news.Account, news.Call, string.Join(", ", news.Keys));
                break;
            default:
                Log.Unreadable(logger, poisoned.MessageId);
                break;
        }

        return false;
    }

    // Whoever changes the row at this moment works on it, and settles it.
    private async Task Fail(EventsOutMessage.Deliver deliver, CancellationToken cancellation)
    {
        if (await deliveries.Find(deliver.Account, deliver.Delivery, cancellation) is { } stored
            && stored.Delivery.Status == DeliveryStatus.Pending && stored.Delivery.Seq <= deliver.Seq)
        {
            await deliveries.Replace(
                stored,
                stored.Delivery with { Status = DeliveryStatus.Failed, NextAt = null, LastProblem = "It failed here again and again for a day.", Claimed = false },
                cancellation);
        }

        Log.GivenUp(logger, deliver.Account, deliver.Delivery);
    }

    private static partial class Log
    {
        [LoggerMessage(1603, LogLevel.Warning, "Outgoing events that failed too often: {Revived} tried again, {Failed} given up.")]
        public static partial void Drained(ILogger logger, int revived, int failed);

        [LoggerMessage(1604, LogLevel.Error, "Account {Account}: delivery {Delivery} failed here for a day; given up.")]
        public static partial void GivenUp(ILogger logger, string account, DeliveryId delivery);

        [LoggerMessage(1605, LogLevel.Error, "Poisoned event {MessageId} cannot be read; removed.")]
        public static partial void Unreadable(ILogger logger, string messageId);

        [LoggerMessage(1606, LogLevel.Error, "Account {Account}, call {CallId}: these events failed for a day and were told to nobody: {Events}")]
        public static partial void Lost(ILogger logger, string account, CallId callId, string events);
    }
}
