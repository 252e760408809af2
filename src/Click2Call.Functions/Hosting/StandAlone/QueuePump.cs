using Click2Call.Hosting.Catalog;
using Click2Call.Storage.Rest;

namespace Click2Call.Hosting.StandAlone;

/// <summary>Works one queue off: takes messages while there is room for them, and hands each to a <see cref="MessageInWork"/>.</summary>
internal sealed class QueuePump(
    QueueFunction function, IQueue queue, IQueue? poison, QueueBell bell, StandAloneOptions options, StorageWatch watch, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan LongestOutagePause = TimeSpan.FromSeconds(5);

    // Only this loop touches it.
    private readonly List<Task> _inWork = [];

    /// <summary>Runs until <paramref name="stop"/>, then until what is in work is done.</summary>
    /// <param name="stop">Take no more messages.</param>
    /// <param name="giveUp">Wait for nothing any more: the messages in work come back later.</param>
    public async Task Run(CancellationToken stop, CancellationToken giveUp)
    {
        var pause = TimeSpan.Zero;
        try
        {
            while (true)
            {
                await bell.Wait(pause, clock, stop);
                pause = await Round(await FreePlaces(stop), pause, giveUp);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Task.WhenAll(_inWork).WaitAsync(giveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private async Task<int> FreePlaces(CancellationToken stop)
    {
        if (_inWork.Count == options.QueueConcurrency)
            await Task.WhenAny(_inWork).WaitAsync(stop);
        _inWork.RemoveAll(work => work.IsCompleted);
        return options.QueueConcurrency - _inWork.Count;
    }

    /// <summary>One look at the queue; returns the pause until the next.</summary>
    private async Task<TimeSpan> Round(int places, TimeSpan pause, CancellationToken giveUp)
    {
        try
        {
            // Not stopped half-way: messages whose reply we don't read would stay hidden for nothing.
            var messages = await queue.Receive(Math.Min(places, options.BatchSize), options.Visibility, giveUp);
            watch.Up(queue.Name);
            _inWork.AddRange(messages.Select(message => new MessageInWork(function, message, queue, poison, options, clock, log).Run(giveUp)));

            // More may be waiting. With none, ever longer pauses.
            return messages.Count > 0 ? TimeSpan.Zero : Longer(pause, options.ActivePoll, options.IdlePoll);
        }
        catch (StorageException e) when (e.Problem == StorageProblem.Missing)
        {
            return await CreateAgain(pause, giveUp);
        }
        catch (StorageException e)
        {
            watch.Down(queue.Name, e);
            return Longer(pause, options.IdlePoll, LongestOutagePause);
        }
    }

    private async Task<TimeSpan> CreateAgain(TimeSpan pause, CancellationToken giveUp)
    {
        try
        {
            await queue.Create(giveUp);
            return TimeSpan.Zero;
        }
        catch (StorageException e)
        {
            watch.Down(queue.Name, e);
            return Longer(pause, options.IdlePoll, LongestOutagePause);
        }
    }

    private static TimeSpan Longer(TimeSpan pause, TimeSpan least, TimeSpan most)
    {
        var twice = pause * 2;
        return twice < least ? least : twice > most ? most : twice;
    }
}
