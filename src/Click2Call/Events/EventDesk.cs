using System.Collections.Concurrent;
using Click2Call.Accounts;
using Click2Call.Calls;
using Microsoft.Extensions.Logging;

namespace Click2Call.Events;

/// <summary>
/// Works the queue <c>events-out</c> off: finds out which events came true, makes one delivery for each receiver, and
/// attempts deliveries. Each step is safe to repeat and safe to die after.
/// </summary>
public sealed partial class EventDesk(
    ICallLog log, IDirectory directory, IEventsOut queue, IDeliveries deliveries, IEndpointBook book,
    IEventSender sender, IEnumerable<IWriteBack> writeBacks, TimeProvider time, ILogger<EventDesk> logger, Func<double>? chance = null)
{
    /// <summary>A message whose row is not there is dropped when it is older than this: 10 min, as alarms are.</summary>
    public static readonly TimeSpan Horizon = CallTiming.CommitHorizon;

    // Deliveries to one receiver at once in one process: a slow one must not take every worker.
    private const int AtOnce = 4;

    // CRMs count requests: one after the other. Who has claimed a write-back has this long before another may.
    private const int AtOnceInCrm = 1;
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);
    private const int Tries = 8;

    // What was changed through another instance is known to all of them by then; an account is kept for five seconds.
    private static readonly TimeSpan AccountIsKnown = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WaitForTurn = TimeSpan.FromSeconds(2);

    // A record of the phone system comes seconds after the end; an activity is best written once, with it.
    private static readonly TimeSpan WriteBackAfter = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<(string Account, string Receiver), int> _underWay = [];
    private readonly Dictionary<string, IWriteBack> _writeBacks = writeBacks.ToDictionary(one => one.Kind, StringComparer.Ordinal);
    private readonly EndpointWatch _watch = new(book, time, logger);
    private readonly PoisonedEvents _poisoned = new(queue, deliveries, time, logger);

    /// <summary>Handles one message.</summary>
    /// <exception cref="StorageUnavailableException">Try again later: nothing was lost.</exception>
    public Task Handle(EventsOutMessage message, CancellationToken cancellation) => message switch
    {
        EventsOutMessage.News news => Spread(news, cancellation),
        EventsOutMessage.Deliver deliver => Carry(deliver, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(message)),
    };

    /// <summary>Each minute: brings waiting deliveries and messages that failed too often back into the queue.</summary>
    public async Task Sweep(CancellationToken cancellation)
    {
        await queue.PromoteDue(time.GetUtcNow(), cancellation);
        await _poisoned.Drain(cancellation);
    }

    /// <summary>Sends a delivery again, whatever became of it.</summary>
    /// <returns>The delivery; null when there is none, it is being attempted just now, or somebody changed it in this moment.</returns>
    public async Task<Delivery?> Resend(string account, DeliveryId id, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (await deliveries.Find(account, id, cancellation) is not { } stored || ClaimedUntil(stored.Delivery, now) is not null)
            return null;
        return await Again(stored, now, cancellation);
    }

    /// <summary>Sends an event that says nothing, so that a receiver can be tried out.</summary>
    public async Task<Delivery> Test(string account, EventEndpoint endpoint, string eventId, CallId id, string body, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var now = time.GetUtcNow();
        var delivery = new Delivery
        {
            Id = new DeliveryId(now, id, 0, endpoint.Id), Account = account, EventId = eventId, Type = CallEventType.Test, Body = body, Since = now, NextAt = now,
        };
        await Begin(delivery, cancellation);
        return delivery;
    }

    private async Task Spread(EventsOutMessage.News news, CancellationToken cancellation)
    {
        var stored = await log.Find(news.Account, news.Call, cancellation);
        var account = await directory.Find(news.Account, cancellation);
        List<string> open = [.. news.Keys];
        foreach (var told in stored?.Call.Told ?? [])
        {
            if (!open.Remove(told.Key) || account is null)
                continue;
            foreach (var delivery in Deliveries(account, stored!.Call, told))
                await Begin(delivery, cancellation);
            if (told.Type is not (CallEventType.Ended or CallEventType.Updated))
                continue;
            foreach (var writeBack in account.WriteBacks.Where(one => one.Enabled))
                await BeginWriteBack(stored.Call, told, writeBack, cancellation);
        }

        if (open.Count == 0 || account is null)
            return;

        // The write may be on its way. One that has not come in ten minutes never comes, and then it never happened.
        var age = time.GetUtcNow() - news.PutAt;
        if (age < Horizon)
            await queue.Put(news with { Keys = open }, Later(age), cancellation);
        else
            Log.NeverCameTrue(logger, news.Call, string.Join(", ", open));
    }

    private IEnumerable<Delivery> Deliveries(Account account, Call call, ToldEvent told)
    {
        foreach (var endpoint in account.Endpoints.Where(endpoint => endpoint.Hears(told.Type)))
        {
            if (sender.Body(endpoint, call, told) is not { } body)
                continue;
            var now = time.GetUtcNow();
            yield return new Delivery
            {
                Id = new DeliveryId(told.WrittenAt, call.Id, told.Number, endpoint.Id),
                Account = account.Id,
                EventId = told.IdIn(call.Id),
                Type = told.Type,
                Body = body,
                Since = now,
                NextAt = now,
            };
        }
    }

    // One delivery for each call and CRM, whatever is told of the call: two at a time could write two activities.
    private async Task BeginWriteBack(Call call, ToldEvent told, WriteBackSettings writeBack, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var id = new DeliveryId(call.CreatedAt, call.Id, 0, writeBack.Id);
        if (await deliveries.Find(call.Account, id, cancellation) is not { } stored)
        {
            await Begin(
                new Delivery
                {
                    Id = id, Account = call.Account, EventId = told.IdIn(call.Id), Type = told.Type, Body = "", Since = now, NextAt = now + WriteBackAfter,
                },
                cancellation);
            return;
        }

        // What has not been attempted yet will find the news in the call; what was attempted goes once more.
        if (told.Type != CallEventType.Updated || stored.Delivery is { Status: DeliveryStatus.Pending, Attempts: 0, Claimed: false })
            return;
        if (await Again(stored, now + WriteBackAfter, cancellation) is null)
            throw new StorageUnavailableException("The delivery was changed by others at this moment.");
    }

    private async Task<Delivery?> Again(StoredDelivery stored, DateTimeOffset at, CancellationToken cancellation)
    {
        // Who claimed it may be writing still: another would not find that activity yet, and make a second.
        var now = time.GetUtcNow();
        var claim = ClaimedUntil(stored.Delivery, now);
        at = claim > at ? claim.Value : at;
        var again = stored.Delivery with
        {
            Status = DeliveryStatus.Pending, Seq = stored.Delivery.Seq + 1, Attempts = 0, Since = now, NextAt = at, Claimed = claim is not null,
        };
        await queue.Put(new EventsOutMessage.Deliver(again.Account, again.Id, again.Seq, now), at - now, cancellation);
        return await deliveries.Replace(stored, again, cancellation) is null ? null : again;
    }

    private static DateTimeOffset? ClaimedUntil(Delivery delivery, DateTimeOffset now) =>
        delivery is { Claimed: true, NextAt: { } until } && until > now ? until : null;

    // The message first: a crash in between leaves a message without a row, and the news that makes the row come again.
    private async Task Begin(Delivery delivery, CancellationToken cancellation)
    {
        await queue.Put(
            new EventsOutMessage.Deliver(delivery.Account, delivery.Id, delivery.Seq, time.GetUtcNow()), delivery.NextAt!.Value - delivery.Since, cancellation);
        await deliveries.Insert(delivery, cancellation);
    }

    private async Task Carry(EventsOutMessage.Deliver message, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (await deliveries.Find(message.Account, message.Delivery, cancellation) is not { } stored)
        {
            var age = now - message.PutAt;
            if (age < Horizon)
                await queue.Put(message, Later(age), cancellation);
            return;
        }

        var delivery = stored.Delivery;
        if (delivery.Status != DeliveryStatus.Pending || message.Seq < delivery.Seq)
            return;
        if (delivery.NextAt > now)
        {
            await queue.Put(message, delivery.NextAt.Value - now, cancellation);
            return;
        }

        var account = await directory.Find(delivery.Account, cancellation);
        var receiver = (delivery.Account, delivery.Id.Receiver);
        var most = account?.WriteBacks.Any(one => one.Id == receiver.Receiver) == true ? AtOnceInCrm : AtOnce;
        if (_underWay.AddOrUpdate(receiver, 1, (_, count) => count + 1) > most)
        {
            Leave(receiver);
            await queue.Put(message, WaitForTurn, cancellation);
            return;
        }

        try
        {
            await Attempt(account, stored, message, cancellation);
        }
        finally
        {
            Leave(receiver);
        }
    }

    private async Task Attempt(Account? account, StoredDelivery stored, EventsOutMessage.Deliver message, CancellationToken cancellation)
    {
        var delivery = stored.Delivery;
        var endpoint = account?.FindEndpoint(delivery.Id.Receiver);
        var writeBack = account?.WriteBacks.FirstOrDefault(one => one.Id == delivery.Id.Receiver);
        var deaf = (endpoint is null && writeBack is null) || (endpoint is { Active: false } && delivery.Type != CallEventType.Test);
        if (deaf && delivery.Attempts == 0 && time.GetUtcNow() - delivery.Since < AccountIsKnown)
        {
            await queue.Put(message, AccountIsKnown, cancellation);
            return;
        }

        if (endpoint is null && writeBack is null)
        {
            await GiveUp(stored, "There is no such receiver any more.", cancellation);
            return;
        }

        // A test is also for an endpoint that is switched off: it shows whether it may be switched on again.
        if ((endpoint is { Active: false } && delivery.Type != CallEventType.Test) || writeBack is { Enabled: false })
        {
            await GiveUp(stored, endpoint?.Health.Reason ?? "It is switched off.", cancellation);
            return;
        }

        if (writeBack is not null)
        {
            // Of two copies of a message one goes on: an activity that is made twice stays twice.
            if (await deliveries.Replace(stored, delivery with { NextAt = time.GetUtcNow() + Claim, Claimed = true }, cancellation) is not { } claimed)
            {
                await queue.Put(message, WaitForTurn, cancellation);
                return;
            }

            (stored, delivery) = (claimed, claimed.Delivery);
        }

        var result = endpoint is not null
            ? await sender.Send(endpoint, delivery, cancellation)
            : await WriteBack(account!, writeBack!, delivery, cancellation);
        var now = time.GetUtcNow();
        var tried = delivery with { Attempts = delivery.Attempts + 1, LastAt = now, NextAt = null, LastStatus = null, LastProblem = null, Claimed = false };
        switch (result)
        {
            case SendResult.Done done:
                tried = tried with { Status = DeliveryStatus.Delivered, LastStatus = done.Status, LastProblem = done.Note, Remote = done.Remote ?? delivery.Remote };
                await Settle(stored, tried, cancellation);
                if (endpoint is not null)
                    await _watch.Delivered(delivery.Account, endpoint, cancellation);
                break;
            case SendResult.Gone gone:
                await Settle(stored, tried with { Status = DeliveryStatus.Failed, LastStatus = gone.Status, LastProblem = "The receiver answered 410 Gone." }, cancellation);
                if (endpoint is not null)
                    await _watch.Gone(delivery.Account, endpoint, cancellation);
                break;
            case SendResult.Failed failed:
                await Failed(stored, tried with { LastStatus = failed.Status, LastProblem = failed.Problem }, failed, endpoint, cancellation);
                break;
        }
    }

    private async Task<SendResult> WriteBack(Account account, WriteBackSettings settings, Delivery delivery, CancellationToken cancellation)
    {
        if (!_writeBacks.TryGetValue(settings.Kind, out var client))
            return new SendResult.Failed(null, $"There is no write-back to '{settings.Kind}' here.");
        return await log.Find(account.Id, delivery.Id.Call, cancellation) is { } stored
            ? await client.Write(account.Id, settings, stored.Call, delivery.Remote, cancellation)
            : new SendResult.Done(null, Note: "The call is no longer in the history.");
    }

    private async Task Failed(
        StoredDelivery stored, Delivery tried, SendResult.Failed failed, EventEndpoint? endpoint, CancellationToken cancellation)
    {
        var now = tried.LastAt!.Value;
        Log.Failed(logger, tried.Account, tried.Id.Receiver, tried.Attempts, failed.Problem);
        var wait = tried.Type == CallEventType.Test ? null : RetryTimes.After(tried.Attempts, now - tried.Since, failed, (chance ?? Random.Shared.NextDouble)());
        if (wait is { } span)
        {
            var next = tried with { Seq = tried.Seq + 1, NextAt = now + span, Claimed = failed.Unclear };
            await queue.Put(new EventsOutMessage.Deliver(next.Account, next.Id, next.Seq, now), span, cancellation);

            // Whoever was faster has put a message that is no older than this one: one of them goes on.
            await deliveries.Replace(stored, next, cancellation);
        }
        else
        {
            await Settle(stored, tried with { Status = DeliveryStatus.Failed }, cancellation);
        }

        if (endpoint is not null && tried.Type != CallEventType.Test)
            await _watch.Failed(tried.Account, endpoint, failed.Problem, givenUp: wait is null, cancellation);
    }

    private Task GiveUp(StoredDelivery stored, string why, CancellationToken cancellation) => Settle(
        stored, stored.Delivery with { Status = DeliveryStatus.Failed, NextAt = null, LastProblem = why, Claimed = false }, cancellation);

    // The end of a delivery must get into its row whoever else writes it: a copy of our message may have attempted it
    // too, and its wait may be written after our success. Only somebody who has asked for it once more goes before us.
    private async Task Settle(StoredDelivery stored, Delivery settled, CancellationToken cancellation)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            if (await deliveries.Replace(stored, settled with { Seq = stored.Delivery.Seq }, cancellation) is not null)
                return;
            if (await deliveries.Find(settled.Account, settled.Id, cancellation) is not { } now)
                return;
            if (now.Delivery.Since == settled.Since)
            {
                if (now.Delivery.Status == DeliveryStatus.Delivered)
                    return;
                stored = now;
                continue;
            }

            // Whoever does it again must know what is there already.
            if (settled.Remote is null || now.Delivery.Remote is not null
                || await deliveries.Replace(now, now.Delivery with { Remote = settled.Remote }, cancellation) is not null)
            {
                return;
            }
        }

        throw new StorageUnavailableException("The delivery was changed by others again and again.");
    }

    private void Leave((string Account, string Receiver) receiver)
    {
        // What nobody uses is forgotten: accounts come and go.
        if (_underWay.AddOrUpdate(receiver, 0, (_, count) => count - 1) <= 0)
            _underWay.TryRemove(new(receiver, 0));
    }

    // Soon at first, then ever later.
    private static TimeSpan Later(TimeSpan age) => TimeSpan.FromSeconds(Math.Clamp(age.TotalSeconds, 1, 60));

    private static partial class Log
    {
        [LoggerMessage(1601, LogLevel.Information, "Call {CallId}: announced and never written: {Events}")]
        public static partial void NeverCameTrue(ILogger logger, CallId callId, string events);

        [LoggerMessage(1602, LogLevel.Information, "Account {Account}, receiver {Receiver}: attempt {Attempt} to deliver failed: {Problem}")]
        public static partial void Failed(ILogger logger, string account, string receiver, int attempt, string problem);
    }
}
