using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Click2Call.Testing;

/// <summary>
/// A real Azurite (tables, queues, blobs) on free ports of 127.0.0.1, with an empty account of its own. It ends when it is
/// disposed of, and also when the process that started it dies.
/// </summary>
public sealed partial class Azurite : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // npm and node are slow on a busy machine; a start takes about two seconds on a quiet one.
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);

    private readonly string? _location;
    private readonly Cloud.TestCertificate? _certificate;
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(60);
    private readonly Dictionary<string, int> _ports = new() { ["Blob"] = FreePort.Next(), ["Queue"] = FreePort.Next(), ["Table"] = FreePort.Next() };
    private Process? _process;

    private Azurite(string? location, Cloud.TestCertificate? certificate) => (_location, _certificate) = (location, certificate);

    /// <summary>How to reach it: explicit endpoints, the well-known account and key.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};" +
        $"BlobEndpoint={Endpoint("Blob")};QueueEndpoint={Endpoint("Queue")};TableEndpoint={Endpoint("Table")};";

    /// <summary>Starts one and waits until all three services listen.</summary>
    /// <param name="keepsData">
    /// Writes the data to a folder (deleted in the end), so that they are still there after <see cref="Stop"/> and
    /// <see cref="Restart"/>. Azurite saves them every few seconds and when it is stopped: <see cref="Kill"/> loses the newest.
    /// </param>
    /// <param name="certificate">
    /// Speaks TLS with this certificate and takes bearer tokens as well as keys (<c>--oauth basic</c>: audience, issuer and
    /// times are checked, the signature is not).
    /// </param>
    public static async Task<Azurite> Start(bool keepsData = false, Cloud.TestCertificate? certificate = null)
    {
        await AzuriteInstall.Ensure();
        var azurite = new Azurite(keepsData ? Directory.CreateTempSubdirectory("azurite-").FullName : null, certificate);
        try
        {
            await azurite.Restart();
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    /// <summary>The port of a service: <c>Blob</c>, <c>Queue</c>, <c>Table</c>.</summary>
    public int Port(string service) => _ports[service];

    /// <summary>Starts it again on the same ports, after <see cref="Kill"/> or <see cref="Stop"/>.</summary>
    public async Task Restart()
    {
        if (_process is not null)
            throw new InvalidOperationException("Azurite is still running.");
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _location ?? Path.GetTempPath(),
        };
        foreach (var argument in Arguments())
            start.ArgumentList.Add(argument);

        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Hear(line.Data, said, ready);
        process.ErrorDataReceived += (_, line) => Hear(line.Data, said, ready);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"Azurite ended: {Everything(said)}"));
        process.Start();
        _process = process;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(StartPatience, TimeProvider.System);
    }

    /// <summary>Ends it at once, as a crash does (SIGKILL). Connections break, and then are refused.</summary>
    public async Task Kill()
    {
        if (_process is { } process)
        {
            process.Kill();
            await Ended(process);
        }
    }

    /// <summary>
    /// Ends it as a crash of durable storage does: every connection breaks at once, mid-request, and what was acknowledged is
    /// there after <see cref="Restart"/>. <see cref="Kill"/> loses the acknowledged writes of the last seconds, as no service does.
    /// </summary>
    public async Task Crash()
    {
        if (_process is { } process)
        {
            await process.StandardInput.WriteLineAsync("crash");
            process.StandardInput.Close();
            await Ended(process);
        }
    }

    /// <summary>Ends it in good order, so that its data are saved.</summary>
    public async Task Stop()
    {
        if (_process is { } process)
        {
            process.StandardInput.Close();
            await Ended(process);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Kill();
        if (_location is not null)
            Directory.Delete(_location, recursive: true);
    }

    private async Task Ended(Process process)
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(EndPatience, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"Azurite did not end within {EndPatience.TotalSeconds:F0} s, and was killed.");
        }
        finally
        {
            process.Dispose();
            _process = null;
        }
    }

    private IEnumerable<string> Arguments()
    {
        yield return Path.Combine(AzuriteInstall.Folder, "run.cjs");
        yield return "--disableTelemetry";
        yield return "--skipApiVersionCheck";
        yield return "--silent";
        foreach (var (service, port) in _ports)
        {
            yield return $"--{(service == "Blob" ? "blob" : service == "Queue" ? "queue" : "table")}Port";
            yield return port.ToString(CultureInfo.InvariantCulture);
        }

        if (_certificate is not null)
        {
            foreach (var argument in new[] { "--oauth", "basic", "--cert", _certificate.CertificateFile, "--key", _certificate.KeyFile })
                yield return argument;
        }

        if (_location is null)
        {
            yield return "--inMemoryPersistence";
        }
        else
        {
            yield return "--location";
            yield return _location;
        }
    }

    private void Hear(string? line, List<string> said, TaskCompletionSource ready)
    {
        if (line is null)
            return;
        lock (said)
        {
            said.Add(line);
            if (said.Count(each => Listening().IsMatch(each)) == _ports.Count)
                ready.TrySetResult();
        }
    }

    private static string Everything(List<string> said)
    {
        lock (said)
        {
            return string.Join(" | ", said);
        }
    }

    private string Endpoint(string service) => string.Create(CultureInfo.InvariantCulture, $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{_ports[service]}/{Account}");

    [GeneratedRegex(@"^Azurite (Blob|Queue|Table) service is successfully listening at https?://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
