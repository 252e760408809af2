using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Click2Call.Benchmarks.Telemetry;

/// <summary>
/// What telemetry costs a cold start: the published app as the Functions host starts it, with and without a collector
/// (one that nobody listens at), from the start of the process to its first answer. Turn about, so that both meet the same machine.
/// </summary>
internal static class TelemetryStart
{
    private const int Starts = 21;

    public static async Task<int> Run(string folder)
    {
        var executable = Path.Combine(Path.GetFullPath(folder), OperatingSystem.IsWindows() ? "click2call.exe" : "click2call");
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var times = new Dictionary<string, List<(double Milliseconds, double Megabytes)>> { ["off"] = [], ["on"] = [] };
        await Once(executable, client, telemetry: false);
        for (var i = 0; i < Starts; i++)
        {
            times["off"].Add(await Once(executable, client, telemetry: false));
            times["on"].Add(await Once(executable, client, telemetry: true));
        }

        foreach (var (name, runs) in times)
        {
            var sorted = runs.Select(run => run.Milliseconds).Order().ToList();
            var memory = runs.Select(run => run.Megabytes).Order().ToList();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"telemetry {name,-3}  first answer: median {sorted[Starts / 2]:F0} ms, least {sorted[0]:F0}, most {sorted[^1]:F0};  working set: median {memory[Starts / 2]:F0} MB"));
        }

        return 0;
    }

    private static async Task<(double Milliseconds, double Megabytes)> Once(string executable, HttpClient client, bool telemetry)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(executable) { WorkingDirectory = Path.GetDirectoryName(executable), RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["AzureWebJobsStorage"] = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;TableEndpoint=http://127.0.0.1:1/a;QueueEndpoint=http://127.0.0.1:1/a";
        if (telemetry)
            start.Environment["Telemetry__OtlpEndpoint"] = "http://127.0.0.1:1";
        var began = TimeProvider.System.GetTimestamp();
        using var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/"));
                break;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            }
        }

        var took = TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        process.Refresh();
        var memory = process.WorkingSet64 / 1e6;
        process.Kill();
        await process.WaitForExitAsync();
        return (took, memory);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
