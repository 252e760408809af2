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

    /// <summary>What the path is when the base address has none.</summary>
    public const string Path = "ivrFilesApi.php";

    /// <summary>Whether code 6 is uncertain.</summary>
    internal static bool SixIsUncertain(LineSettings settings) => settings.Options.GetValueOrDefault(Error6) == "uncertain";

    /// <summary>The address that requests go to.</summary>
    internal static Uri Address(LineSettings settings) =>
        settings.BaseUrl is { AbsolutePath: "/" } root ? new Uri(root, Path) : settings.BaseUrl!;

    /// <summary>What is wrong with the settings, one sentence each.</summary>
    internal static IEnumerable<string> Check(LineSettings settings)
    {
        foreach (var problem in LineAddress.Check(settings, [ApiKey], [Error6]))
            yield return problem;
        if (settings.Options.TryGetValue(Error6, out var six) && six is not ("refused" or "uncertain"))
            yield return $"Line {settings.Id}: the option {Error6} is refused or uncertain.";
    }
}
