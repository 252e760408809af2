using System.Globalization;

namespace Click2Call.Testing.Asterisk;

/// <summary>A baresip without sound card: registers, picks up by itself, and plays one of Asterisk's own recordings for half a minute.</summary>
public sealed class Softphone : IAsyncDisposable
{
    // SIP over UDP and TCP on the first, over TLS on the second: it ends when one of the three is taken, though it speaks UDP only.
    private const int SipPorts = 2;

    private static readonly TimeSpan RegisterPatience = TimeSpan.FromSeconds(60);
    private readonly string _user;
    private readonly string _home = Directory.CreateTempSubdirectory("softphone-").FullName;
    private LeashedProcess? _process;

    private Softphone(string user) => _user = user;

    internal static async Task<Softphone> Start(int server, string user, string password)
    {
        var phone = new Softphone(user);
        try
        {
            await phone.SwitchOn(server, password);
            return phone;
        }
        catch
        {
            await phone.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the phone system knows where it is.</summary>
    /// <exception cref="InvalidOperationException">It ended; with what it said.</exception>
    /// <exception cref="TimeoutException">It did not register; with what it said.</exception>
    public async Task Registered(AsteriskServer server)
    {
        try
        {
            await Patience.Until<object>(() => IsKnown(server), RegisterPatience, $"The softphone {_user} registered");
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message} It said: {_process!.Said}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    private async Task<object?> IsKnown(AsteriskServer server) => _process!.Ended
        ? throw new InvalidOperationException($"The softphone ended. It said: {_process.Said}")
        : (await server.Cli($"pjsip show endpoint {_user}")).Contains($"sip:{_user}-", StringComparison.Ordinal) ? this : null;

    private async Task SwitchOn(int server, string password)
    {
        await File.WriteAllTextAsync(Path.Combine(_home, "config"), string.Create(CultureInfo.InvariantCulture, $"""
            sip_listen 127.0.0.1:{FreePort.Next(SipPorts)}
            net_interface 127.0.0.1
            rtp_ports 16000-19999
            call_max_calls 4
            audio_player aubridge,none
            audio_source aufile,{Path.Combine(AsteriskInstall.Folder, "data", "sounds", "en", "basic-pbx-ivr-main.wav")}
            audio_alert aubridge,none
            module_path {Path.Combine(AsteriskInstall.Folder, "baresip-modules")}
            module g711.so
            module aufile.so
            module aubridge.so
            module_app account.so
            module_app menu.so

            """));
        await File.WriteAllTextAsync(
            Path.Combine(_home, "accounts"),
            string.Create(CultureInfo.InvariantCulture, $"<sip:{_user}@127.0.0.1:{server}>;auth_user={_user};auth_pass={password};regint=60;answermode=auto;audio_codecs=PCMU/8000/1\n"));
        await File.WriteAllTextAsync(Path.Combine(_home, "contacts"), "");
        _process = await LeashedProcess.Start(_home, new Dictionary<string, string>(), AsteriskInstall.Program("baresip"), "-f", _home);
    }
}
