using Azure.Core;
using Azure.Core.Pipeline;

namespace Click2Call.Storage.Rest;

/// <summary>
/// Tries a request up to four times, but no longer than somebody would wait for it: a service that asks for a longer pause
/// than <see cref="LongestPause"/>, or a request that took <see cref="Patience"/> already, is given up and its caller told.
/// Repeating is safe: an insert, replace, merge or delete that was applied meets 409, 412 or 404 from itself, which callers
/// read back; an upsert comes to the same; a message put twice is borne by its handler.
/// </summary>
internal sealed class RetryInTime(StorageOptions options) : RetryPolicy(maxRetries: 3, options.Pauses)
{
    /// <summary>No new try after this, so a request ends within about 25 s (with the 10 s of a last try that times out).</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(13);

    /// <summary>The longest pause the service may ask for between two tries.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        base.ShouldRetry(message, exception) && InTime(message);

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        await base.ShouldRetryAsync(message, exception).ConfigureAwait(false) && InTime(message);

    protected override void OnSendingRequest(HttpMessage message) => Start(message);

    protected override ValueTask OnSendingRequestAsync(HttpMessage message)
    {
        Start(message);
        return ValueTask.CompletedTask;
    }

    private void Start(HttpMessage message)
    {
        if (!message.TryGetProperty(typeof(RetryInTime), out _))
            message.SetProperty(typeof(RetryInTime), options.Clock.GetTimestamp());
    }

    private bool InTime(HttpMessage message)
    {
        if (message.HasResponse && StorageErrors.RetryAfter(message.Response, options.Clock) > LongestPause)
            return false;
        return !message.TryGetProperty(typeof(RetryInTime), out var started)
            || options.Clock.GetElapsedTime((long)started!) < Patience;
    }
}
