using Azure.Core;
using Azure.Core.Pipeline;

namespace Click2Call.Storage.Rest;

/// <summary>How requests travel: over one shared set of connections, with few and bounded retries, and unseen by logs.</summary>
internal sealed class StorageOptions : ClientOptions
{
    // One set of connections for the process. The connections are renewed so that a moved account is found (DNS).
    // No propagator: HttpClient would put the whole address, with row keys that are phone numbers, into its trace spans.
    private static readonly HttpClientTransport Connections = new(new HttpClient(
        new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(5),
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
        })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    });

    public StorageOptions(TimeProvider clock)
    {
        Clock = clock;
        Transport = Connections;
        Retry.NetworkTimeout = TimeSpan.FromSeconds(10);

        // Azure.Core logs the path of each request, which holds row keys; so neither logs nor spans of its own.
        Diagnostics.IsLoggingEnabled = false;
        Diagnostics.IsDistributedTracingEnabled = false;
        Diagnostics.ApplicationId = "Click2Call";
    }

    /// <summary>The clock that dates signatures and bounds retries.</summary>
    public TimeProvider Clock { get; }

    /// <summary>The pauses between tries: 0.1 s, 0.2 s, 0.4 s, each 20 % more or less.</summary>
    public DelayStrategy Pauses { get; set; } =
        DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2));
}
