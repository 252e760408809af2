using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Kazoo;

/// <summary>The settings of a Kazoo line.</summary>
public static class KazooOptions
{
    /// <summary>The role of the one secret: the API key of the account at the phone system.</summary>
    public const string ApiKey = "apiKey";

    /// <summary>The option that names the account at the phone system.</summary>
    public const string AccountId = "accountId";

    /// <summary>The option that names one click-to-call for every order; <c>clicktocall.101</c> names that of extension 101. Without either the line makes its own.</summary>
    public const string ClickToCall = "clicktocall";

    /// <summary>The option that waits up to 20 s for the first phone: <c>true</c> or <c>false</c> (the default).</summary>
    public const string Blocking = "blocking";

    /// <summary>The option that says that answer hooks are set as well as hangup hooks: <c>true</c> or <c>false</c> (the default).</summary>
    public const string Progress = "progress";

    private const string OfExtension = ClickToCall + ".";
    private static readonly string[] Known = [AccountId, ClickToCall, Blocking, Progress];

    /// <summary>Whether the line waits for the first phone.</summary>
    internal static bool Blocks(LineSettings settings) => IsTrue(settings, Blocking);

    /// <summary>What a line with these settings can do: it hears of ends, and perhaps of answers, when hooks are set.</summary>
    internal static LineCapabilities Capabilities(LineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.EventTokenHash is null)
            return LineCapabilities.None;
        return IsTrue(settings, Progress) ? LineCapabilities.ReportsEnd | LineCapabilities.ReportsProgress : LineCapabilities.ReportsEnd;
    }

    /// <summary>The click-to-call that the settings name for an agent; null: the line makes one.</summary>
    internal static string? FixedFor(LineSettings settings, string agent) =>
        settings.Options.GetValueOrDefault(OfExtension + agent) ?? settings.Options.GetValueOrDefault(ClickToCall);

    /// <summary>An address below the API; <c>/v2</c> is added to a base address without a version.</summary>
    internal static Uri Address(LineSettings settings, string path)
    {
        var root = settings.BaseUrl!.AbsoluteUri.TrimEnd('/');
        if (!root.EndsWith("/v1", StringComparison.Ordinal) && !root.EndsWith("/v2", StringComparison.Ordinal))
            root += "/v2";
        return new Uri($"{root}/{path}");
    }

    /// <summary>An address below the account's click-to-calls.</summary>
    internal static Uri ClickToCalls(LineSettings settings, string path = "") =>
        Address(settings, $"accounts/{Uri.EscapeDataString(settings.Options.GetValueOrDefault(AccountId, ""))}/clicktocall{path}");

    /// <summary>What is wrong with the settings, one sentence each.</summary>
    internal static IEnumerable<string> Check(LineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        string[] options = [.. Known, .. settings.Options.Keys.Where(name => name.StartsWith(OfExtension, StringComparison.Ordinal))];
        foreach (var problem in LineAddress.Check(settings, [ApiKey], options))
            yield return problem;
        if (string.IsNullOrWhiteSpace(settings.Options.GetValueOrDefault(AccountId)))
            yield return $"Line {settings.Id}: the option {AccountId} names the account at the phone system.";
        foreach (var name in (string[])[Blocking, Progress])
        {
            if (settings.Options.TryGetValue(name, out var text) && !bool.TryParse(text, out _))
                yield return $"Line {settings.Id}: the option {name} is true or false.";
        }
    }

    private static bool IsTrue(LineSettings settings, string name) =>
        settings.Options.TryGetValue(name, out var text) && bool.TryParse(text, out var flag) && flag;
}
