using System.Net.Sockets;

namespace Click2Call.Faults;

/// <summary>Waits for a server to come up.</summary>
internal static class Ready
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task Until(Uri address, TimeProvider time, CancellationToken cancellation = default)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < Patience)
        {
            try
            {
                using var answer = await client.GetAsync(address, cancellation);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception problem) when (problem is HttpRequestException or SocketException or TaskCanceledException && !cancellation.IsCancellationRequested)
            {
                // Not yet.
            }

            await Task.Delay(Pause, time, cancellation);
        }

        throw new TimeoutException($"{address} did not come up in {Patience.TotalMinutes:F0} minutes.");
    }
}
