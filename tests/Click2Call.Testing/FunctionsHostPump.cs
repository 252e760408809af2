using System.Globalization;
using System.Text.Json;
using Click2Call.Storage.Rest;

namespace Click2Call.Testing;

/// <summary>The queue trigger: takes batches, deletes what succeeded, shows again what failed, puts away what failed too often.</summary>
internal sealed class FunctionsHostPump(StorageAccount storage, FunctionsHostSettings settings, JsonElement host, Func<string, string, QueueMessage, Task<InvocationResult>> invoke)
{
    // What the queue extension hides a message for while it is worked on; no test takes so long that it must be renewed.
    private static readonly TimeSpan InProcess = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly JsonElement _queues = host.GetProperty("extensions").GetProperty("queues");

    public async Task Run(FunctionsHostApp.Function function, CancellationToken stop)
    {
        if (_queues.GetProperty("messageEncoding").GetString() != "base64")
            throw new InvalidOperationException("Our queues hold base64.");
        var queue = storage.Queue(function.Setting("queueName"));
        var created = false;
        var batch = _queues.GetProperty("batchSize").GetInt32();
        var inWork = new List<Task>();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (!created)
                    await queue.Create(stop);
                created = true;
                foreach (var message in await queue.Receive(batch, InProcess, stop))
                    inWork.Add(Work(function, queue, message));
            }
            catch (StorageException)
            {
                // Down for a while; asked again.
            }
            catch (OperationCanceledException)
            {
                break;
            }

            inWork.RemoveAll(work => work.IsCompleted);
            await Task.Delay(Poll, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Work(FunctionsHostApp.Function function, IQueue queue, QueueMessage message)
    {
        var result = await invoke(function.Name, function.Binding, message);
        if (result.Outcome == InvocationOutcome.Pending)
            return;
        if (result.Outcome == InvocationOutcome.Failed && message.DequeueCount < (settings.MaxDequeueCount ?? _queues.GetProperty("maxDequeueCount").GetInt32()))
        {
            var after = settings.RetryAfter ?? TimeSpan.Parse(_queues.GetProperty("visibilityTimeout").GetString()!, CultureInfo.InvariantCulture);
            await queue.UpdateVisibility(message, after, CancellationToken.None);
            return;
        }

        if (result.Outcome == InvocationOutcome.Failed)
        {
            var poison = storage.Queue(queue.Name + "-poison");
            await poison.Create(CancellationToken.None);
            await poison.Put(message.Text, TimeSpan.Zero, timeToLive: null, CancellationToken.None);
        }

        await queue.Delete(message, CancellationToken.None);
    }
}
