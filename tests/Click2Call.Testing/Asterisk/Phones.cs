using System.Globalization;
using System.Text.RegularExpressions;

namespace Click2Call.Testing.Asterisk;

/// <summary>SIP phones of agents and customers: one SIPp with the scenario phones.xml, where it says what they do.</summary>
public sealed partial class Phones : IAsyncDisposable
{
    // SIPp listens on the first for voice and on the third for video, and each has the next for its reports.
    private const int MediaPorts = 4;

    private readonly string _home = Directory.CreateTempSubdirectory("phones-").FullName;
    private LeashedProcess? _process;

    private Phones()
    {
    }

    /// <summary>Where scenario and configuration are.</summary>
    public static string Sources { get; } = Path.Combine(RepositoryRoot.Path, "tests", "Click2Call.Testing", "Asterisk");

    /// <summary>Where they listen for SIP over UDP.</summary>
    public int Port { get; } = FreePort.Next();

    /// <summary>Switches them on.</summary>
    internal static async Task<Phones> Start()
    {
        var phones = new Phones();
        var port = phones.Port.ToString(CultureInfo.InvariantCulture);
        phones._process = await LeashedProcess.Start(
            phones._home,
            new Dictionary<string, string> { ["TERM"] = "dumb" },
            AsteriskInstall.Program("sipp"),
            "-sf", Path.Combine(Sources, "phones.xml"), "-i", "127.0.0.1", "-p", port, "-mi", "127.0.0.1", "-mp", FreePort.Next(MediaPorts).ToString(CultureInfo.InvariantCulture),
            "-rtp_echo", "-aa", "-nostdin", "-trace_logs", "-log_file", Path.Combine(phones._home, "log"), "-trace_msg", "-message_file", Path.Combine(phones._home, "messages"));
        return phones;
    }

    /// <summary>Every INVITE that a phone has received, oldest first: the number called and the whole message.</summary>
    public IReadOnlyList<Invite> Invites()
    {
        // SIPp writes blocks, each under a line with its time and a line that says which way it went.
        List<Invite> invites = [];
        HashSet<string> seen = [];
        foreach (var block in Block().Split(Read("messages")))
        {
            var at = block.IndexOf("INVITE sip:", StringComparison.Ordinal);
            if (at < 0 || !block.Contains("received", StringComparison.Ordinal) || block.IndexOf("SIP/2.0", StringComparison.Ordinal) < at)
                continue;
            var message = block[at..];
            var number = message["INVITE sip:".Length..].Split('@', ';', ' ')[0];
            // A retransmission is the same message.
            if (seen.Add(CallId().Match(message).Value + Sequence().Match(message).Value))
                invites.Add(new(number, message.Split("\r\n\r\n")[0].Split("\n\n")[0]));
        }

        return invites;
    }

    /// <summary>When each number was rung, by the phones' own clock, oldest first.</summary>
    public IReadOnlyList<(string Number, DateTimeOffset At)> Rung() =>
    [
        .. Line().Matches(Read("log")).Select(match => (
            match.Groups[1].Value,
            DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds((long)(decimal.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) * 1_000_000)))),
    ];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    private string Read(string name)
    {
        var path = Path.Combine(_home, name);
        if (!File.Exists(path))
            return "";
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^-{10,}.*$", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^Call-ID:.*$", RegexOptions.Multiline)]
    private static partial Regex CallId();

    [GeneratedRegex(@"^CSeq:.*$", RegexOptions.Multiline)]
    private static partial Regex Sequence();

    [GeneratedRegex(@"INVITE (\S+) at \S+\s+\S+\s+([0-9.]+)")]
    private static partial Regex Line();
}
