using System.Globalization;
using System.Text.Json;
using Click2Call.Events;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;
using Click2Call.Telemetry;

namespace Click2Call.Storage.Events;

/// <summary>Outgoing events as messages of the queue <c>events-out</c>; those that wait longer as rows of the table <c>Deliveries</c>, by the minute.</summary>
public sealed class EventQueue(IQueue queue, IQueue poison, ITable deliveries, TimeProvider time) : IEventsOut
{
    /// <summary>The queue.</summary>
    public const string QueueName = "events-out";

    /// <summary>Where the host moves what fails too often.</summary>
    public const string PoisonQueueName = QueueName + "-poison";

    // No account can be called so. Ordered, so that one query finds what is due.
    private const string Due = ".due:";
    private const string MinuteFormat = "yyyyMMddHHmm";
    private static readonly TimeSpan MessageHorizon = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan PoisonTime = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    public Task Put(EventsOutMessage message, TimeSpan after, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        if (after <= MessageHorizon)
        {
            await queue.Put(Text(message), after > TimeSpan.Zero ? after : TimeSpan.Zero, null, cancellation);
            return;
        }

        var dueAt = time.GetUtcNow() + after;
        var text = new MessageContext(dueAt, Span.Context).Into(Text(message));
        var minute = dueAt.UtcDateTime.ToString(MinuteFormat, CultureInfo.InvariantCulture);
        await deliveries.Upsert(new TableRow(Due + minute, WriteOwner.New()) { ["Message"] = text }, cancellation);
    });

    /// <inheritdoc />
    public Task<int> PromoteDue(DateTimeOffset now, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        var minute = now.UtcDateTime.ToString(MinuteFormat, CultureInfo.InvariantCulture);
        var promoted = 0;
        var due = Filter.And(Filter.Ge("PartitionKey", Due), Filter.Le("PartitionKey", Due + minute));
        await foreach (var row in deliveries.QueryAll(due, cancellation))
        {
            // The message first: a crash in between leaves a copy, not a gap.
            await queue.Put(row.GetString("Message")!, TimeSpan.Zero, null, cancellation);
            await deliveries.Delete(row.PartitionKey, row.RowKey, "*", cancellation);
            promoted++;
        }

        return promoted;
    });

    /// <inheritdoc />
    public Task<IReadOnlyList<PoisonedEvent>> Poisoned(CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        List<PoisonedEvent> poisoned = [];
        foreach (var message in await poison.Receive(32, PoisonTime, cancellation))
        {
            var known = Read(message.Text);

            // No function works this queue off, and the queues' lengths are counted at another second than this one.
            if (known is not null)
                Signals.QueueAge.Record(Math.Max(0, (time.GetUtcNow() - known.PutAt).TotalSeconds), new KeyValuePair<string, object?>(Signals.Queue, PoisonQueueName));
            poisoned.Add(new PoisonedEvent(known, message.MessageId, message.PopReceipt));
        }

        return (IReadOnlyList<PoisonedEvent>)poisoned;
    });

    /// <inheritdoc />
    public Task Bury(PoisonedEvent poisoned, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(poisoned);
        return StorageDown.Translate(() => poison.Delete(poisoned.MessageId, poisoned.Receipt, cancellation));
    }

    /// <summary>A message's text.</summary>
    public static string Text(EventsOutMessage message) => JsonSerializer.Serialize(EventMessageText.Of(message), EventJson.Default.EventMessageText);

    /// <summary>The message in a text; null when it is none.</summary>
    public static EventsOutMessage? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, EventJson.Default.EventMessageText)?.ToMessage();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
