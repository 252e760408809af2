using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Technoline;

/// <summary>The settings of a Technoline line.</summary>
public static class TechnolineOptions
{
    /// <summary>The role of the one secret: the tenant's API key.</summary>
    public const string ApiKey = "apiKey";

    /// <summary>
    /// The option that says what error 6, "PBX unavailable / timeout", means: <c>refused</c> (the default; the
    /// reference says "Transient — retry") or <c>uncertain</c> (it may have rung, so it is never repeated).
    /// </summary>
    public const string Error6 = "error6";

    /// <summary>The option that says that our address is approved for two-factor calls there: <c>true</c> or <c>false</c> (the default).</summary>
    public const string Flash = "flash";

    /// <summary>The option that says that our address is approved for campaigns there, so that it plays messages and runs campaigns: <c>true</c> or <c>false</c> (the default).</summary>
    public const string Messages = "messages";

    /// <summary>The option with the address of the campaigns, where it is another host's (the vendor's own are at api.tlivr.com and app.tlivr.com); absent: beside the base address.</summary>
    public const string CampaignUrl = "campaignUrl";

    /// <summary>What the path is when the base address has none.</summary>
    public const string Path = "ivrFilesApi.php";

    /// <summary>Whether code 6 is uncertain.</summary>
    internal static bool SixIsUncertain(LineSettings settings) => settings.Options.GetValueOrDefault(Error6) == "uncertain";

    /// <summary>The address that requests go to.</summary>
    internal static Uri Address(LineSettings settings) =>
        settings.BaseUrl is { AbsolutePath: "/" } root ? new Uri(root, Path) : settings.BaseUrl!;

    /// <summary>The address that campaigns go to.</summary>
    internal static Uri CampaignAddress(LineSettings settings) =>
        settings.Options.TryGetValue(CampaignUrl, out var text) && Uri.TryCreate(text, UriKind.Absolute, out var own) ? own : new Uri(Address(settings), "campaignApi.php");

    /// <summary>What a line can do. With campaigns it plays what a campaign plays, and does for keys what it knows.</summary>
    internal static LineCapabilities Capabilities(LineSettings settings) =>
        (Has(settings, Flash) ? LineCapabilities.Flash : LineCapabilities.None)
        | (Has(settings, Messages) ? LineCapabilities.Message | LineCapabilities.Speech | LineCapabilities.Uploads | LineCapabilities.Keys : LineCapabilities.None);

    /// <summary>Whether an option is switched on.</summary>
    internal static bool Has(LineSettings settings, string option) => settings.Options.GetValueOrDefault(option) == "true";

    /// <summary>What is wrong with the settings, one sentence each.</summary>
    internal static IEnumerable<string> Check(LineSettings settings)
    {
        foreach (var problem in LineAddress.Check(settings, [ApiKey], [Error6, Flash, Messages, CampaignUrl]))
            yield return problem;
        if (settings.Options.TryGetValue(Error6, out var six) && six is not ("refused" or "uncertain"))
            yield return $"Line {settings.Id}: the option {Error6} is refused or uncertain.";
        foreach (var name in new[] { Flash, Messages })
        {
            if (settings.Options.TryGetValue(name, out var flag) && flag is not ("true" or "false"))
                yield return $"Line {settings.Id}: the option {name} is true or false.";
        }

        if (settings.Options.TryGetValue(CampaignUrl, out var url) && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == "https" || (address.Scheme == "http" && LineAddress.AllowsPrivate(settings)))))
            yield return $"Line {settings.Id}: the option {CampaignUrl} is an https address.";
    }
}
