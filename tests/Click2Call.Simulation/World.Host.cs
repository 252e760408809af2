using System.Globalization;
using Click2Call.Calls;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Simulation;

/// <content>What the host does in a run: lets time go on to whatever is next, hands messages to workers, and sweeps each minute.</content>
internal sealed partial class World
{
    private bool Next()
    {
        if (_queuesChanged)
        {
            _nextMessage = Ticks(Earlier(Earlier(_alarms.NextVisible, _late.NextVisible), Listeners.Queue.NextVisible));
            _queuesChanged = false;
            _sweepAt = Ticks(SweepAt());
        }

        var next = Timeline.NextTicks;
        if (_sweepAt < long.MaxValue && _sweepAt <= next && _sweepAt <= _nextMessage)
        {
            Timeline.JumpTo(At(_sweepAt));
            Sweep();
            _sweepAt += TimeSpan.TicksPerMinute;
            return true;
        }

        if (_nextMessage < long.MaxValue && _nextMessage <= next)
        {
            Timeline.JumpTo(At(_nextMessage));
            Dispatch();
            return true;
        }

        if (next == long.MaxValue)
            return SweepTheLast();
        Timeline.Step();
        return true;
    }

    // The minute after the agenda has something to say, and every minute while there is poison.
    private DateTimeOffset? SweepAt()
    {
        var due = _agenda.FirstPartition("") is { } minuteOfAgenda ? Minute(minuteOfAgenda) : (DateTimeOffset?)null;
        if (_poison.NextVisible is { } poison)
            due = Earlier(due, poison);
        if (Listeners.SweepAt is { } events)
            due = Earlier(due, events);
        if (due is not { } at)
            return null;
        var now = Timeline.Now;
        var minute = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(1);
        return at > minute ? at.AddMinutes(1) : minute;
    }

    // The sweep comes every minute for ever; here only while somebody waits for it.
    private bool SweepTheLast()
    {
        if (_lastSweeps++ == 3 || !Judge.AnyAgentHeld)
            return false;
        Timeline.JumpTo(Timeline.Now.AddMinutes(1));
        Sweep();
        return true;
    }

    private void Sweep()
    {
        if (AnyWorker() is not { } worker)
            return;
        Timeline.In(TimeSpan.Zero, worker, () =>
        {
            Begin(worker, "sweep", (centre, _) => IfStorageLets(centre.Sweep.Run(default)));
            if (Listeners.SweepAt is not null)
                Begin(worker, "event sweep", flow => IfStorageLets(Listeners.Sweep(flow)));
        });

        async Task IfStorageLets(Task sweep)
        {
            try
            {
                await sweep;
            }
            catch (StorageUnavailableException)
            {
                // The next one tries again.
            }

            _queuesChanged = true;
        }
    }

    // The host: takes what is visible, hands it to any worker, and moves what fails five times to the poison queue.
    private void Dispatch()
    {
        _queuesChanged = true;
        foreach (var queue in _hosted)
        {
            if (!(queue.NextVisible <= Timeline.Now))
                continue;
            foreach (var message in queue.Receive(8, TimeSpan.FromSeconds(60), default).GetAwaiter().GetResult())
            {
                if (Roll(Faults.MessageDuplicated) && message.DequeueCount == 1)
                {
                    var twin = queue.Put(message.Text, Between(0, 3), null, default).GetAwaiter().GetResult();
                    Judge.MessagePut(queue.Name, twin.MessageId, message.Text);
                }

                if (AnyWorker() is { } worker)
                    Timeline.In(Between(0.001, 0.3), worker, () => Begin(worker, $"{queue.Name} {message.MessageId[..8]}", flow => Handle(flow, queue, message)));
            }
        }
    }

    private async Task Handle(Flow flow, MemoryQueue queue, QueueMessage message)
    {
        var wired = new WiredQueue(queue, new Wire(this, flow), this);
        try
        {
            if (queue == Listeners.Queue)
            {
                await Listeners.Handle(flow, message.Text);
            }
            else if (queue == _late)
            {
                await CentreOf(flow).HearLate(LateEventQueue.Read(message.Text)!, default);
            }
            else
            {
                await CentreOf(flow).Alarm.Handle(AlarmIn(message.Text)!, default);
            }
        }
        catch (StorageUnavailableException)
        {
            if (message.DequeueCount < 5 || queue == _late)
                return; // It becomes visible again.
            var poison = queue == _alarms ? _poison : Listeners.Poison;
            var poisoned = poison.Put(message.Text, TimeSpan.Zero, null, default).GetAwaiter().GetResult();
            Judge.MessagePut(poison.Name, poisoned.MessageId, message.Text);
        }

        try
        {
            await wired.Delete(message.MessageId, message.PopReceipt, default);
        }
        catch (StorageException)
        {
            // It becomes visible again and finds its work done.
        }
    }

    /// <summary>A minute as the partitions of the agenda and of deliveries name it.</summary>
    public static DateTimeOffset Minute(string text) =>
        DateTimeOffset.ParseExact(text, "yyyyMMddHHmm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static long Ticks(DateTimeOffset? at) => at?.UtcTicks ?? long.MaxValue;

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);

    private static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) =>
        left is null ? right : right is null || left < right ? left : right;
}
