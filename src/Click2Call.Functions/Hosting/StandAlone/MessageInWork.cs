using Click2Call.Hosting.Catalog;
using Click2Call.Hosting.Telemetry;
using Click2Call.Storage.Rest;

namespace Click2Call.Hosting.StandAlone;

/// <summary>
/// One message from when it was taken until it is deleted, left to come back, or put away as poison. While its handler
/// works it is kept hidden by renewals, so a worker that dies is missed after one visibility time and a slow one is not.
/// </summary>
internal sealed partial class MessageInWork(
    QueueFunction function, QueueMessage message, IQueue queue, IQueue? poison, StandAloneOptions options, TimeProvider clock, ILogger log)
{
    // Storage gives a new receipt with each renewal; only the newest deletes.
    private string _receipt = message.PopReceipt;
    private bool _lost;

    /// <summary>Works the message off; never throws.</summary>
    public async Task Run(CancellationToken giveUp)
    {
        await Task.Yield();
        try
        {
            // A worker that dies counts too: it was taken and never came to an end.
            if (poison is not null && message.DequeueCount > options.MaxDequeueCount)
                await PutAway(poison, giveUp);
            else if (await Handle(giveUp))
                await queue.Delete(message.MessageId, _receipt, giveUp);
            else if (poison is not null && message.DequeueCount >= options.MaxDequeueCount)
                await PutAway(poison, giveUp);
            else if (!_lost)
                await queue.UpdateVisibility(message.MessageId, _receipt, options.Visibility, giveUp);
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            // The process ends; the message comes back by itself.
        }
        catch (StorageException e)
        {
            // It comes back, and handlers bear twins.
            Log.NotSettled(log, function.Name, message.MessageId, e.Message);
        }
    }

    private async Task<bool> Handle(CancellationToken giveUp)
    {
        using var timeout = new CancellationTokenSource(options.FunctionTimeout, clock);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(giveUp, timeout.Token);
        using var done = new CancellationTokenSource();
        var renewals = KeepHidden(done.Token);
        try
        {
            await function.Run(message.Text, clock, given.Token).WaitAsync(given.Token);
            return true;
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            Log.TimedOut(log, function.Name, message.MessageId, options.FunctionTimeout);
            return false;
        }
#pragma warning disable CA1031 // Whatever a handler throws, the message comes back.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.Failed(log, function.Name, message.MessageId, message.DequeueCount, options.MaxDequeueCount, e);
            return false;
        }
        finally
        {
            // Also waits for a renewal that is on its way: its receipt is the one that deletes.
            done.Cancel();
            await renewals;
        }
    }

    private async Task KeepHidden(CancellationToken done)
    {
        while (!_lost)
        {
            await Task.Delay(options.Visibility / 3, clock, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (done.IsCancellationRequested)
                return;
            try
            {
                _receipt = await queue.UpdateVisibility(message.MessageId, _receipt, options.Visibility, CancellationToken.None);
            }
            catch (StorageException e) when (e.Problem is StorageProblem.Stale or StorageProblem.Missing)
            {
                // Hidden for too short: another worker has it, or has finished it.
                _lost = true;
                Log.Lost(log, function.Name, message.MessageId);
            }
            catch (StorageException)
            {
                // Tried again with the next renewal; the pump says that storage is down.
            }
        }
    }

    /// <summary>First into the poison queue, then out of this one: a crash between leaves a twin, never nothing.</summary>
    private async Task PutAway(IQueue poison, CancellationToken giveUp)
    {
        await poison.Create(giveUp);
        await poison.Put(message.Text, TimeSpan.Zero, timeToLive: null, giveUp);
        await queue.Delete(message.MessageId, _receipt, giveUp);
        Log.Poison(log, function.Name, message.MessageId, message.DequeueCount, poison.Name);
    }

    private static partial class Log
    {
        [LoggerMessage(122, LogLevel.Error, "{Function} failed at message {Message}, time {Count} of {Most}.")]
        public static partial void Failed(ILogger log, string function, string message, int count, int most, Exception e);

        [LoggerMessage(123, LogLevel.Error, "{Function} took longer than {Limit} for message {Message}, which is tried again.")]
        public static partial void TimedOut(ILogger log, string function, string message, TimeSpan limit);

        [LoggerMessage(124, LogLevel.Error, "{Function}: message {Message} was taken {Count} times without success and is now in {Poison}.")]
        public static partial void Poison(ILogger log, string function, string message, int count, string poison);

        [LoggerMessage(125, LogLevel.Warning, "{Function}: message {Message} was not kept hidden in time; another worker may have it too.")]
        public static partial void Lost(ILogger log, string function, string message);

        [LoggerMessage(126, LogLevel.Warning, "{Function}: message {Message} could not be settled and comes back. {Why}")]
        public static partial void NotSettled(ILogger log, string function, string message, string why);
    }
}
