using System.Globalization;
using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Asterisk;

/// <summary>The settings of an Asterisk line.</summary>
public sealed record AsteriskOptions
{
    /// <summary>The role of the one secret: the password of the ARI user.</summary>
    public const string Password = "password";

    /// <summary>What the dialplan's setting for the address of our events is called unless the line says otherwise.</summary>
    public const string DefaultEvents = "CLICK2CALL_EVENTS";

    internal const string UserOption = "user", ExtensionsOption = "extensions", PhonesOption = "phones", DevicesOption = "devices",
        NumbersOption = "numbers", RegionOption = "region", CallerIdOption = "callerId", AcceptOption = "accept",
        EventsOption = "events", RecordingsOption = "recordings", PromptsOption = "prompts", SipOption = "sip", TimeoutOption = "timeout";

    private const string Number = "{number}";

    private static readonly string[] Known =
    [
        UserOption, ExtensionsOption, PhonesOption, DevicesOption, NumbersOption, RegionOption, CallerIdOption, AcceptOption,
        EventsOption, RecordingsOption, PromptsOption, SipOption, TimeoutOption,
    ];

    /// <summary>The ARI user.</summary>
    public string User { get; private init; } = "click2call";

    /// <summary>The channel of an extension, with <c>{number}</c> where its name goes.</summary>
    public string Extensions { get; private init; } = "PJSIP/{number}";

    /// <summary>The channel of a phone number, such as <c>PJSIP/{number}@trunk</c>; absent: the line dials extensions only.</summary>
    public string? Phones { get; private init; }

    /// <summary>The endpoint whose state tells whether an extension is registered.</summary>
    public string Devices { get; private init; } = "PJSIP/{number}";

    /// <summary>How phone numbers are dialled: <c>e164</c>, <c>digits</c> or <c>local</c>.</summary>
    public string Numbers { get; private init; } = "e164";

    /// <summary>The region whose numbers <c>local</c> dials without their country code.</summary>
    public string? Region { get; private init; }

    /// <summary>What outside phones show when the order does not say.</summary>
    public string CallerId { get; private init; } = "";

    /// <summary>Whose orders have to be accepted with a key: <c>never</c>, <c>leads</c> or <c>always</c>.</summary>
    public string Accept { get; private init; } = "never";

    /// <summary>The dialplan's global variable with the address of our events.</summary>
    public string Events { get; private init; } = DefaultEvents;

    /// <summary>Where recordings can be fetched; absent: from ARI.</summary>
    public Uri? Recordings { get; private init; }

    /// <summary>The folder of messages' recordings below Asterisk's sounds, with a slash at its end.</summary>
    public string Prompts { get; private init; } = "";

    /// <summary>The PJSIP endpoint that SIP addresses are dialled through; absent: they are refused.</summary>
    public string? Sip { get; private init; }

    /// <summary>How long Asterisk may take to take an order.</summary>
    public TimeSpan Timeout { get; private init; } = TimeSpan.FromSeconds(10);

    /// <summary>Reads the options of a line that was checked.</summary>
    public static AsteriskOptions Read(LineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var none = new AsteriskOptions();
        return none with
        {
            User = Text(UserOption) ?? none.User,
            Extensions = Text(ExtensionsOption) ?? none.Extensions,
            Phones = Text(PhonesOption),
            Devices = Text(DevicesOption) ?? none.Devices,
            Numbers = Text(NumbersOption) ?? none.Numbers,
            Region = Text(RegionOption),
            CallerId = Text(CallerIdOption) ?? none.CallerId,
            Accept = Text(AcceptOption) ?? none.Accept,
            Events = Text(EventsOption) ?? none.Events,
            Recordings = Text(RecordingsOption) is { } address ? new Uri(address) : null,
            Prompts = Text(PromptsOption) is { } folder ? folder + "/" : none.Prompts,
            Sip = Text(SipOption),
            Timeout = Text(TimeoutOption) is { } seconds ? TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)) : none.Timeout,
        };

        string? Text(string name) => settings.Options.GetValueOrDefault(name);
    }

    /// <summary>The phone in a channel's name: <c>104</c> of <c>PJSIP/104-0000001a</c> or of <c>Local/104@from-internal-0000001a;1</c>; null when it is none of this line's extensions.</summary>
    internal string? PhoneOf(string? channel)
    {
        var around = Extensions.Split(Number, 2);
        var after = around[1].EndsWith("/n", StringComparison.Ordinal) ? around[1][..^2] : around[1];
        var end = channel?.LastIndexOf('-') ?? -1;
        if (end <= around[0].Length + after.Length)
            return null;
        var dialled = channel![..end];
        return dialled.StartsWith(around[0], StringComparison.Ordinal) && dialled.EndsWith(after, StringComparison.Ordinal) ? dialled[around[0].Length..^after.Length] : null;
    }

    internal static string Fill(string pattern, string number) => pattern.Replace(Number, number, StringComparison.Ordinal);

    /// <summary>It reports everything when it has an address to report to; the rest it can always do.</summary>
    internal static LineCapabilities Capabilities(LineSettings settings)
    {
        var always = LineCapabilities.LookUp | LineCapabilities.HangUp | LineCapabilities.Message
            | LineCapabilities.Conference | LineCapabilities.Flash | LineCapabilities.DeviceState;
        // Whoever picks up ends the ringing of all others before the key is asked, and voicemail picks up first.
        if (Read(settings).Accept == "never")
            always |= LineCapabilities.RingsSeveral;
        // Which keys were pressed comes with an event, and an upload is fetched from the address to which events go.
        return settings.EventTokenHash is null ? always
            : always | LineCapabilities.ReportsProgress | LineCapabilities.ReportsEnd | LineCapabilities.Uploads | LineCapabilities.Keys;
    }

    internal static IEnumerable<string> Check(LineSettings settings)
    {
        foreach (var problem in LineAddress.Check(settings, [Password], Known))
            yield return problem;
        foreach (var (name, value) in settings.Options)
        {
            if (Wrong(name, value) is { } must)
                yield return $"Line {settings.Id}: the option {name} {must}.";
        }

        if (settings.Options.GetValueOrDefault(NumbersOption) == "local" && !settings.Options.ContainsKey(RegionOption))
            yield return $"Line {settings.Id}: the option {NumbersOption}=local needs the option {RegionOption}, such as IL.";
    }

    private static string? Wrong(string name, string value) => name switch
    {
        UserOption when !AsteriskText.IsWord(value) => "is the name of a user in ari.conf",
        ExtensionsOption or PhonesOption or DevicesOption when !AsteriskText.IsPattern(value) =>
            "is a channel with {number} in it, such as PJSIP/{number} or PJSIP/{number}@trunk; no other sign than letters, digits and *#+._@:/-",
        NumbersOption when value is not ("e164" or "digits" or "local") => "is e164, digits or local",
        RegionOption when value.Length != 2 || !value.All(char.IsAsciiLetterUpper) => "is a region such as IL",
        CallerIdOption when !AsteriskText.IsShown(value) => "is a number",
        AcceptOption when value is not ("never" or "leads" or "always") => "is never, leads or always",
        EventsOption when !AsteriskText.IsVariable(value) => $"is the name of a global variable of the dialplan, such as {DefaultEvents}",
        RecordingsOption when !Uri.TryCreate(value, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.UserInfo.Length > 0 => "is an http or https address",
        PromptsOption when !value.Split('/').All(AsteriskText.IsWord) => "is a folder below Asterisk's sounds, such as custom",
        SipOption when !AsteriskText.IsWord(value) => "is the name of a PJSIP endpoint",
        TimeoutOption when !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 2 or > 60 => "is a number of seconds from 2 to 60",
        _ => null,
    };
}
