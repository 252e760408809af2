using System.Globalization;
using System.Net.Http.Headers;
using Click2Call.Accounts;
using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Asterisk;

/// <summary>Goes through an operator's installation step by step and says what is wrong and what to do. Rings nobody.</summary>
internal sealed class AsteriskExamination(LineSettings settings, AsteriskOptions options, AsteriskClient client, TimeProvider clock, Account? account)
{
    private const string Version = "4";

    private static readonly string[] Modules =
    [
        "pbx_config", "app_dial", "app_stack", "app_while", "app_exec", "app_originate", "app_db", "app_read", "app_playback", "app_controlplayback", "app_mixmonitor", "app_confbridge",
        "func_curl", "func_db", "func_channel", "func_callerid", "func_strings", "func_logic", "func_uri", "func_cut", "func_cdr", "func_hangupcause",
        "func_timeout", "func_dialplan", "func_global", "chan_pjsip", "res_pjsip_header_funcs", "res_http_media_cache",
    ];

    private readonly List<LineFinding> findings = [];

    public async Task<IReadOnlyList<LineFinding>> Run(AuthenticationHeaderValue who, CancellationToken cancellation)
    {
        if (!await Reaches(who, cancellation))
            return findings;
        await Loaded(who, cancellation);
        await Clock(who, cancellation);
        await Dialplan(who, cancellation);
        await Events(who, cancellation);
        await Phones(who, cancellation);
        await Trunk(who, cancellation);
        return findings;
    }

    private async Task<bool> Reaches(AuthenticationHeaderValue who, CancellationToken cancellation)
    {
        var reply = await client.Get("asterisk/info", who, cancellation);
        switch (reply)
        {
            case LineReply.Answered { Status: 200, Body: var body } when AsteriskWire.Text(body, "system", "version") is { } version:
                Good($"Asterisk {version} answers at {settings.BaseUrl!.Host}.");
                if (IsTooOld(version))
                    Bad($"Version {version} is too old: the dialplan needs 18.8 or newer.");
                return true;
            case LineReply.Answered { Status: 401 or 403 }:
                Bad($"Asterisk refuses the user '{options.User}' or its password; compare ari.conf with the line's option 'user' and its secret 'password', then: asterisk -rx 'module reload res_ari.so'");
                return false;
            case LineReply.Answered { Status: var status }:
                Bad($"HTTP {status} and nothing of ARI; check baseUrl (with http.conf's prefix, without /ari), and enabled=yes in http.conf and ari.conf.");
                return false;
            default:
                Bad((reply as LineReply.NotSent)?.Reason ?? (reply as LineReply.Broken)?.Reason ?? "No answer.");
                return false;
        }
    }

    /// <summary>
    /// Whether a release has less than the dialplan needs: CHANNEL_EXISTS() came with 18.8.0 (the function's own page, "Since"),
    /// and Originate's option <c>v</c> before it. Certified releases begin with a word; a build from git tells no release.
    /// </summary>
    internal static bool IsTooOld(string version)
    {
        var release = version[(version.LastIndexOf('/') + 1)..];
        var parts = release[(release.StartsWith("certified-", StringComparison.Ordinal) ? "certified-".Length : 0)..].Split('.', '-');
        return int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && (major < 18 || (major == 18 && parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor) && minor < 8));
    }

    private async Task Loaded(AuthenticationHeaderValue who, CancellationToken cancellation)
    {
        List<string> missing = [];
        foreach (var module in Modules)
        {
            if (await client.Get($"asterisk/modules/{module}.so", who, cancellation) is not LineReply.Answered { Status: 200, Body: var body } || AsteriskWire.Text(body, "status") != "Running")
                missing.Add(module + ".so");
        }

        if (missing.Count == 0)
            Good($"All {Modules.Length} modules that the dialplan needs are running.");
        else
            Bad($"Not running: {string.Join(", ", missing)}. Load them in modules.conf (FreePBX and Debian have them; func_curl needs the package with res_curl).");
    }

    private async Task Clock(AuthenticationHeaderValue who, CancellationToken cancellation)
    {
        if (await client.Get("asterisk/ping", who, cancellation) is not LineReply.Answered { Status: 200, Body: var body } || AsteriskWire.Time(AsteriskWire.Text(body, "timestamp")) is not { } theirs)
            return;
        var apart = (theirs - clock.GetUtcNow()).TotalSeconds;
        if (Math.Abs(apart) < 5)
            Good("Its clock agrees with ours.");
        else
            Bad($"Its clock is {apart:F0} s off ours; set up NTP there or here.");
    }

    private async Task Dialplan(AuthenticationHeaderValue who, CancellationToken cancellation)
    {
        var found = await new AsteriskLookUp(client, options, clock).Look("check", "", who, cancellation);
        if (found is null)
        {
            Bad("The dialplan has no context click2call-look: put click2call.conf beside extensions.conf, write '#include click2call.conf' there, then: asterisk -rx 'dialplan reload'");
            return;
        }

        if (found.GetValueOrDefault("version") == Version)
            Good("The dialplan of Click2Call is installed, in the version that fits.");
        else
            Bad($"The installed click2call.conf is of another version than this program, which needs {Version}; copy the file again.");
        if (settings.EventTokenHash is null)
            return;
        if (found.GetValueOrDefault("heard") == "heard")
            Good("Asterisk reaches us: its test event was heard.");
        else
            Bad("Asterisk posted a test event, and nothing of ours answered: check from there that the address of " + options.Events + " can be reached (curl -d event=check ADDRESS), TLS certificates included.");
    }

    private async Task Events(AuthenticationHeaderValue who, CancellationToken cancellation)
    {
        var value = await client.Get($"asterisk/variable?variable={options.Events}", who, cancellation) is LineReply.Answered { Status: 200, Body: var body } ? AsteriskWire.Text(body, "value") ?? "" : "";
        if (settings.EventTokenHash is null)
            Bad("The line has no events, so that no status comes back: set \"events\": true in the account's file, import it, and write the printed path into extensions.conf.");
        else if (value.Length == 0)
            Bad($"The global variable {options.Events} is empty: write it into [globals] of extensions.conf, then: asterisk -rx 'dialplan reload globals'");
        else if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || address.Segments is not [.., "lines/", var line, "events/", var token])
            Bad($"{options.Events} is no address such as https://YOUR-APP/lines/{account?.Id}.{settings.Id}/events/TOKEN.");
        else if (line != $"{account?.Id}.{settings.Id}/")
            Bad($"{options.Events} reports to the line {line.TrimEnd('/')}, not to {account?.Id}.{settings.Id}.");
        else if (!KeyHash.Matches(settings.EventTokenHash, token))
            Bad($"The token in {options.Events} is not this line's; import the account with \"events\": false and then true to get a new one.");
        else
            Good($"{options.Events} holds this line's address and token.");
    }

    private async Task Phones(AuthenticationHeaderValue who, CancellationToken cancellation)
    {
        var phones = account?.Extensions.Where(extension => (extension.Line ?? account.FindLine(null)?.Id) == settings.Id).ToList() ?? [];
        foreach (var extension in phones)
        {
            var name = extension.SipUser ?? extension.Number;
            if (!AsteriskText.IsDialable(name))
            {
                Bad($"Extension {extension.Number}: its name holds signs that can't be dialled.");
                continue;
            }

            var reply = await client.Get("endpoints/" + AsteriskOptions.Fill(options.Devices, Uri.EscapeDataString(name)), who, cancellation);
            var state = reply is LineReply.Answered { Status: 200, Body: var body } ? AsteriskWire.Text(body, "state") : null;
            if (state is null)
                Bad($"Extension {extension.Number}: Asterisk has no endpoint {AsteriskOptions.Fill(options.Devices, name)}.");
            else if (state == "offline")
                findings.Add(new(true, $"Extension {extension.Number}: its phone is not registered now."));
            else
                Good($"Extension {extension.Number}: {state}.");
        }
    }

    private async Task Trunk(AuthenticationHeaderValue who, CancellationToken cancellation)
    {
        if (options.Phones is null)
        {
            Bad("The option 'phones' is not set: customers' numbers cannot be dialled.");
            return;
        }

        // PJSIP/{number}@trunk names its endpoint; other patterns (Local/{number}@from-internal) cannot be looked into.
        if (options.Phones.Split('/') is not ["PJSIP", var rest] || rest.Split('@') is not [_, var trunk])
            return;
        if (await client.Get("endpoints/PJSIP/" + Uri.EscapeDataString(trunk), who, cancellation) is not LineReply.Answered { Status: 200, Body: var body })
            Bad($"The option 'phones' dials through {trunk}, and Asterisk has no such endpoint in pjsip.conf.");
        else if (AsteriskWire.Text(body, "state") == "offline")
            Bad($"The trunk {trunk} is offline.");
        else
            Good($"The trunk {trunk} is there.");
    }

    private void Good(string text) => findings.Add(new(true, text));

    private void Bad(string text) => findings.Add(new(false, text));
}
