using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Click2Call.Testing.Asterisk;

/// <summary>A real Asterisk in a folder and on ports of its own, all on 127.0.0.1, with the dialplan of infra/asterisk.</summary>
public sealed class AsteriskServer : IAsyncDisposable
{
    /// <summary>The ARI user and its password.</summary>
    public const string User = "click2call", Password = "ari-password";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private readonly string _home = Directory.CreateTempSubdirectory("asterisk-").FullName;
    private readonly int _http = FreePort.Next();
    private LeashedProcess? _process;

    private AsteriskServer(Phones phones) => Phones = phones;

    /// <summary>The phones around it.</summary>
    public Phones Phones { get; }

    /// <summary>Where it listens for SIP over UDP.</summary>
    public int SipPort { get; } = FreePort.Next();

    /// <summary>Where ARI is.</summary>
    public Uri Address => new($"http://127.0.0.1:{_http.ToString(CultureInfo.InvariantCulture)}/");

    /// <summary>What it warned of.</summary>
    public string Log => File.Exists(Path.Combine(_home, "log", "messages")) ? File.ReadAllText(Path.Combine(_home, "log", "messages")) : "";

    /// <summary>Starts one with phones around it.</summary>
    public static async Task<AsteriskServer> Start()
    {
        if (await AsteriskInstall.Ensure() is { } reason)
            throw new InvalidOperationException(reason);
        var server = new AsteriskServer(await Phones.Start());
        try
        {
            foreach (var folder in new[] { "etc", "lib", "spool/recording", "spool/tmp", "run", "log/cdr-csv" })
                Directory.CreateDirectory(Path.Combine(server._home, folder));
            server.Write([]);
            await server.Restart();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again, after <see cref="Kill"/>.</summary>
    public async Task Restart()
    {
        if (_process is not null)
            throw new InvalidOperationException("Asterisk is still running.");
        _process = await LeashedProcess.Start(_home, new Dictionary<string, string>(), AsteriskInstall.Program("asterisk"), "-C", Path.Combine(_home, "etc", "asterisk.conf"), "-f", "-n");
        var started = TimeProvider.System.GetTimestamp();
        while (!(await Cli("core waitfullybooted")).Contains("fully booted", StringComparison.Ordinal))
        {
            if (_process.Ended || TimeProvider.System.GetElapsedTime(started) > StartPatience)
                throw new InvalidOperationException($"Asterisk did not start: {_process.Said}\n{Log}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>Ends it at once, as a crash does (SIGKILL).</summary>
    public async Task Kill()
    {
        if (_process is not { } process)
            return;
        await process.DisposeAsync();
        _process = null;
    }

    /// <summary>Has the dialplan report there from now on: addresses by the name of their global variable.</summary>
    public async Task ReportTo(params (string Name, Uri Address)[] events)
    {
        Write(events);
        await Cli("dialplan reload");
    }

    /// <summary>Says something on its command line.</summary>
    public async Task<string> Cli(string command)
    {
        using var process = Process.Start(new ProcessStartInfo(AsteriskInstall.Program("asterisk"), ["-C", Path.Combine(_home, "etc", "asterisk.conf"), "-rx", command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output + await error;
    }

    /// <summary>Its own call detail records, oldest first.</summary>
    public IReadOnlyList<CallDetail> Cdr()
    {
        var file = Path.Combine(_home, "log", "cdr-csv", "Master.csv");
        if (!File.Exists(file))
            return [];
        using var read = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = read.ReadToEnd();

        // The last may be half written at this moment; it is there at the next look.
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(CallDetail.Parse)];
    }

    /// <summary>Switches a softphone on, which registers as that endpoint, picks up by itself and speaks.</summary>
    public Task<Softphone> Softphone(string user, string password) => Asterisk.Softphone.Start(SipPort, user, password);

    /// <summary>
    /// Whether its database has written something to disk, where it survives <see cref="Kill"/>; it does so once a second.
    /// </summary>
    /// <param name="pattern">What the file holds then, where a key is followed by its value at once.</param>
    public bool Saved(string pattern)
    {
        var path = Path.Combine(_home, "lib", "astdb.sqlite3");

        // While there is a journal, a crash takes back what is in the file; one that came while we read may be of what we read.
        if (!File.Exists(path) || HasJournal())
            return false;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, System.Text.Encoding.Latin1);
        return Regex.IsMatch(reader.ReadToEnd(), pattern) && !HasJournal();

        bool HasJournal() => File.Exists(path + "-journal");
    }

    /// <summary>The file of a recording.</summary>
    public string Recording(string name) => Path.Combine(_home, "spool", "recording", name + ".wav");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Kill();
        await Phones.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    private void Write((string Name, Uri Address)[] events)
    {
        // Media: below the ports of all servers (FreePort), and begun elsewhere than another Asterisk does.
        var rtp = 10_000 + (SipPort % 50 * 100);
        var values = new Dictionary<string, string>
        {
            ["HOME"] = _home,
            ["ROOT"] = AsteriskInstall.Folder,
            ["HTTP"] = Text(_http),
            ["SIP"] = Text(SipPort),
            ["PHONES"] = Text(Phones.Port),
            ["NOBODY"] = Text(FreePort.Next()),
            ["RTP"] = Text(rtp),
            ["RTPEND"] = Text(rtp + 5_000),
            ["PASSWORD"] = Password,
            ["EVENTS"] = string.Join('\n', events.Select(to => $"{to.Name}={to.Address.AbsoluteUri}")),
            ["DIALPLAN"] = Path.Combine(RepositoryRoot.Path, "infra", "asterisk", "click2call.conf"),
        };
        foreach (var template in Directory.EnumerateFiles(Path.Combine(Phones.Sources, "etc")))
        {
            var text = values.Aggregate(File.ReadAllText(template), (all, value) => all.Replace($"@{value.Key}@", value.Value, StringComparison.Ordinal));
            File.WriteAllText(Path.Combine(_home, "etc", Path.GetFileName(template)), text);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
