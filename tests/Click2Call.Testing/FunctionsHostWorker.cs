using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Click2Call.Testing;

/// <summary>
/// The custom handler's process as the Functions host keeps it: started with the port, ready at its first answer to
/// <c>GET /</c>, restarted twice after an exit code that is not 0, never after 0, ended by SIGKILL.
/// </summary>
internal sealed class FunctionsHostWorker(string executable, FunctionsHostSettings settings, int port) : IAsyncDisposable
{
    private static readonly TimeSpan ReadyPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ReadyPoll = TimeSpan.FromMilliseconds(25);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };
    private readonly List<string> _output = [];
    private Process? _process;
    private Task _watch = Task.CompletedTask;
    private volatile bool _ending;

    /// <summary>How often it was started.</summary>
    public int Starts { get; private set; }

    /// <summary>The exit codes so far, oldest first.</summary>
    public List<int> ExitCodes { get; } = [];

    /// <summary>Whether the host has given up: exit code 0, or the third failure.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>What it wrote to stdout and stderr.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (_output)
            {
                return [.. _output];
            }
        }
    }

    /// <summary>The process, for signals.</summary>
    public int ProcessId => _process!.Id;

    public async Task Start()
    {
        Launch();
        await Ready();
        _watch = Watch();
    }

    /// <summary>SIGKILL, and then a new start as after any other crash.</summary>
    public void Kill() => _process!.Kill();

    public async ValueTask DisposeAsync()
    {
        _ending = true;
        if (_process is { HasExited: false } process)
            process.Kill();
        await _watch;
        _process?.Dispose();
        _client.Dispose();
    }

    private async Task Watch()
    {
        while (true)
        {
            await _process!.WaitForExitAsync();
            if (_ending)
                return;
            ExitCodes.Add(_process.ExitCode);
            if (_process.ExitCode == 0 || ExitCodes.Count == 3)
            {
                GaveUp = true;
                return;
            }

            _process.Dispose();
            Launch();
            await Ready();
        }
    }

    private void Launch()
    {
        var start = new ProcessStartInfo(executable)
        {
            WorkingDirectory = settings.AppFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var text = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = text;
        start.Environment["FUNCTIONS_HTTPWORKER_PORT"] = text;
        start.Environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = "c0ffee00-0000-4000-8000-000000000000";
        start.Environment["FUNCTIONS_APP_ROOT_PATH"] = settings.AppFolder;
        start.Environment["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development";
        start.Environment["AzureWebJobsStorage"] = settings.ConnectionString;

        // The host's own, which its child inherits.
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:1";
        foreach (var (name, value) in settings.Environment)
            start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        Starts++;
    }

    private async Task Ready()
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < ReadyPatience && !_process!.HasExited)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/");
                request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Azure-Functions-Host", "4.1037"));
                using var any = await _client.SendAsync(request);
                return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or SocketException or TaskCanceledException)
            {
                await Task.Delay(ReadyPoll, TimeProvider.System);
            }
        }

        if (!_process!.HasExited)
            throw new InvalidOperationException("The custom handler did not answer within two minutes: " + string.Join('\n', Output));
        if (Starts == 1)
            throw new InvalidOperationException($"The custom handler ended with {_process.ExitCode}: " + string.Join('\n', Output));
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_output)
        {
            _output.Add(line);
        }
    }
}
