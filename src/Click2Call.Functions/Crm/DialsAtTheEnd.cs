using Click2Call.Crm;

namespace Click2Call.Functions.Crm;

/// <summary>Lets the process end only when what is dialled behind webhooks' answers has been dialled, as far as the host waits.</summary>
internal sealed class DialsAtTheEnd(WebhookDoor door) : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) =>
        door.Finish().WaitAsync(cancellationToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
