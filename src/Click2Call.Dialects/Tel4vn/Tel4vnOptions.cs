using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Tel4vn;

/// <summary>The settings of a TEL4VN line.</summary>
public static class Tel4vnOptions
{
    /// <summary>The role of a secret: a token that does not expire, used as it is.</summary>
    public const string Token = "token";

    /// <summary>The role of a secret: the API key that <c>/v2/auth/token</c> gives tokens for.</summary>
    public const string ApiKey = "apiKey";

    /// <summary>The role of a secret: the password that, with <see cref="Username"/>, <c>/v1/auth</c> gives the API key for.</summary>
    public const string Password = "password";

    /// <summary>The option that names the user of <see cref="Password"/>.</summary>
    public const string Username = "username";

    /// <summary>
    /// The option that says which request dials: <c>async</c> (the default: it is answered before anything rings, so little
    /// can get lost) or <c>sync</c> (answered when the extension has picked up; it tells why it did not).
    /// </summary>
    public const string Mode = "mode";

    /// <summary>The option that chooses <c>v1</c> (the default, all parameters) or <c>v2</c> (customer, number and agent only).</summary>
    public const string Api = "api";

    /// <summary>The option that says how numbers are sent: <c>local</c> (the default: Vietnamese ones as dialled there, others as E.164) or <c>e164</c>.</summary>
    public const string Numbers = "numbers";

    /// <summary>The option that permits asking for call detail records: true or false.</summary>
    public const string Cdr = "cdr";

    /// <summary>The option that names the events that are registered at the phone system, separated by commas; absent: all four.</summary>
    public const string Events = "events";

    /// <summary>
    /// The option that says what the event <c>answered</c> tells of a click-to-call: that the <c>agent</c> has picked up
    /// (the default; true in any case) or that the <c>target</c> has.
    /// </summary>
    public const string Answered = "answered";

    private static readonly string[] KnownEvents = ["ringing", "answered", "hangup", "cdr"];

    internal static bool IsV2(LineSettings settings) => settings.Options.GetValueOrDefault(Api) == "v2";

    internal static bool IsSync(LineSettings settings) => settings.Options.GetValueOrDefault(Mode) == "sync";

    internal static bool IsE164(LineSettings settings) => settings.Options.GetValueOrDefault(Numbers) == "e164";

    internal static bool AnsweredIsTarget(LineSettings settings) => settings.Options.GetValueOrDefault(Answered) == "target";

    /// <summary>Whether an event is registered at the phone system.</summary>
    internal static bool Hears(LineSettings settings, string name) =>
        !settings.Options.TryGetValue(Events, out var text) || Split(text).Contains(name, StringComparer.Ordinal);

    /// <summary>
    /// What the line can do. It reports progress only where "answered" means the target: else a call in which two people
    /// talk looks like one whose target does not answer, and would be dialled again.
    /// </summary>
    internal static LineCapabilities Capabilities(LineSettings settings)
    {
        var can = bool.TryParse(settings.Options.GetValueOrDefault(Cdr), out var cdr) && cdr ? LineCapabilities.LookUp : LineCapabilities.None;
        if (settings.EventTokenHash is null)
            return can;
        if (Hears(settings, "cdr") || Hears(settings, "hangup"))
            can |= LineCapabilities.ReportsEnd;
        return AnsweredIsTarget(settings) && Hears(settings, "ringing") && Hears(settings, "answered") ? can | LineCapabilities.ReportsProgress : can;
    }

    /// <summary>An address of the phone system's API; a version at the end of <c>baseUrl</c> does not count.</summary>
    internal static Uri Address(LineSettings settings, string path)
    {
        var root = settings.BaseUrl!.GetLeftPart(UriPartial.Path).TrimEnd('/');
        if (root.EndsWith("/v1", StringComparison.OrdinalIgnoreCase) || root.EndsWith("/v2", StringComparison.OrdinalIgnoreCase))
            root = root[..^3];
        return new Uri($"{root}/{path}");
    }

    /// <summary>What is wrong with the settings, one sentence each.</summary>
    internal static IEnumerable<string> Check(LineSettings settings)
    {
        foreach (var problem in LineAddress.Check(settings, [], [Username, Mode, Api, Numbers, Cdr, Events, Answered]))
            yield return problem;
        string[] roles = [Token, ApiKey, Password];
        if (roles.Count(role => !string.IsNullOrWhiteSpace(settings.Secrets.GetValueOrDefault(role))) != 1)
            yield return $"Line {settings.Id}: name one secret: '{Token}', '{ApiKey}', or '{Password}' with the option {Username}.";
        if (settings.Secrets.ContainsKey(Password) != !string.IsNullOrWhiteSpace(settings.Options.GetValueOrDefault(Username)))
            yield return $"Line {settings.Id}: the secret '{Password}' and the option {Username} belong together.";
        foreach (var (name, one, other) in ((string, string, string)[])[(Mode, "async", "sync"), (Api, "v1", "v2"), (Numbers, "local", "e164"), (Cdr, "true", "false"), (Answered, "agent", "target")])
        {
            if (settings.Options.TryGetValue(name, out var value) && value != one && value != other)
                yield return $"Line {settings.Id}: the option {name} is {one} or {other}.";
        }

        if (IsV2(settings) && IsSync(settings))
            yield return $"Line {settings.Id}: the option {Mode} is async with {Api}=v2, which has no synchronous request.";
        if (settings.Options.TryGetValue(Events, out var events) && Split(events).Except(KnownEvents).Any())
            yield return $"Line {settings.Id}: the option {Events} holds {string.Join(", ", KnownEvents)}, separated by commas.";
    }

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
