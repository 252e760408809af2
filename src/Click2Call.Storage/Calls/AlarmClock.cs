using System.Globalization;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Storage.Rest;
using Click2Call.Telemetry;

namespace Click2Call.Storage.Calls;

/// <summary>Alarms as invisible messages of the queue <c>call-alarms</c>, and as rows of the table <c>Agenda</c> when they are further away.</summary>
public sealed class AlarmClock(IQueue alarms, IQueue poison, ITable agenda, TimeProvider time) : IAlarmClock
{
    /// <summary>The queue of alarms.</summary>
    public const string QueueName = "call-alarms";

    /// <summary>Where the host moves those that fail too often.</summary>
    public const string PoisonQueueName = QueueName + "-poison";

    /// <summary>The table of the agenda.</summary>
    public const string AgendaName = "Agenda";

    private const string MinuteFormat = "yyyyMMddHHmm";
    private static readonly TimeSpan MessageHorizon = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan PoisonTime = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    public Task<AlarmTicket> Set(Alarm alarm, DateTimeOffset dueAt, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        ArgumentNullException.ThrowIfNull(alarm);
        alarm = alarm with { SetAt = alarm.SetAt ?? time.GetUtcNow() };
        var wait = dueAt - time.GetUtcNow();
        if (wait > MessageHorizon)
        {
            var row = AgendaRow(alarm, dueAt);
            row["Traceparent"] = alarm.Trace ?? Span.Context;
            await agenda.Upsert(row, cancellation);
            return new AlarmTicket(alarm, null, row.PartitionKey + "/" + row.RowKey);
        }

        // Within the call's trace, the queue writes the sending itself into the message.
        var text = Text(alarm, dueAt, Span.IsIn(alarm.Trace) ? null : alarm.Trace);
        var receipt = await alarms.Put(text, wait > TimeSpan.Zero ? wait : TimeSpan.Zero, null, cancellation);
        return new AlarmTicket(alarm, receipt.MessageId, receipt.PopReceipt);
    });

    /// <inheritdoc />
    public async Task Withdraw(AlarmTicket ticket, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        try
        {
            if (ticket.MessageId is { } message)
                await alarms.Delete(message, ticket.Receipt, cancellation);
            else
                await agenda.Delete(ticket.Receipt.Split('/')[0], ticket.Receipt.Split('/')[1], "*", cancellation);
        }
        catch (StorageException)
        {
            // It will come, find a row with a higher number, and go.
        }
    }

    /// <inheritdoc />
    public Task<int> PromoteDue(DateTimeOffset now, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        var minute = MinuteOf(now);
        var promoted = 0;
        await foreach (var row in agenda.QueryAll(Filter.Le("PartitionKey", minute), cancellation))
        {
            // The message first: a crash in between leaves a copy, not a gap.
            var alarm = new Alarm(row.GetString("Account")!, CallId.Parse(row.GetString("CallId")!), row.GetInt32("Seq") ?? 0)
            {
                SetAt = row.GetDateTimeOffset("SetAt"),
            };
            var text = Text(alarm, row.GetDateTimeOffset("DueAt"), row.GetString("Traceparent"));
            await alarms.Put(text, TimeSpan.Zero, null, cancellation);
            await agenda.Delete(row.PartitionKey, row.RowKey, "*", cancellation);
            promoted++;
        }

        return promoted;
    });

    /// <inheritdoc />
    public Task<IReadOnlyList<PoisonedAlarm>> Poisoned(CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        var messages = await poison.Receive(32, PoisonTime, cancellation);
        return (IReadOnlyList<PoisonedAlarm>)[.. messages.Select(message => new PoisonedAlarm(Read(message.Text), message.MessageId, message.PopReceipt))];
    });

    /// <inheritdoc />
    public Task Bury(PoisonedAlarm poisoned, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(poisoned);
        return StorageDown.Translate(() => poison.Delete(poisoned.MessageId, poisoned.Receipt, cancellation));
    }

    /// <summary>The partition of the agenda in which a minute is.</summary>
    internal static string MinuteOf(DateTimeOffset at) => at.UtcDateTime.ToString(MinuteFormat, CultureInfo.InvariantCulture);

    /// <summary>An alarm as the text of a message.</summary>
    /// <param name="alarm">The alarm.</param>
    /// <param name="dueAt">When it is to come; its reader tells from it how late it is.</param>
    /// <param name="traceparent">The W3C trace context that goes on with it.</param>
    public static string Text(Alarm alarm, DateTimeOffset? dueAt = null, string? traceparent = null)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        var message = new AlarmMessage
        {
            Account = alarm.Account,
            Call = alarm.Call,
            Seq = alarm.Seq,
            SetAt = alarm.SetAt,
            DueAt = dueAt,
            Traceparent = traceparent,
        };
        return JsonSerializer.Serialize(message, RowJson.Text.AlarmMessage);
    }

    /// <summary>The alarm in a message's text; null when it is none.</summary>
    public static Alarm? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, RowJson.Text.AlarmMessage)?.ToAlarm();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TableRow AgendaRow(Alarm alarm, DateTimeOffset dueAt) =>
        new(MinuteOf(dueAt), AgendaRowKey(alarm))
        {
            ["Account"] = alarm.Account,
            ["CallId"] = alarm.Call.ToString(),
            ["Seq"] = alarm.Seq,
            ["SetAt"] = alarm.SetAt,
            ["DueAt"] = dueAt,
        };

    // Two who race for a call set the same alarm. Each has a row of its own, so that the loser takes back only his.
    private static string AgendaRowKey(Alarm alarm) =>
        string.Create(CultureInfo.InvariantCulture, $"{alarm.Call.ToHex()}-{alarm.Seq}-{WriteOwner.New()}");
}
