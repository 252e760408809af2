namespace Click2Call.Hosting.Start;

/// <summary>
/// Logs of the framework that write addresses: some dialects put keys and phone numbers into the query, and the paths of
/// modules, events and visitors' pages hold tokens. No setting turns them on, for no provider: what is exported by OTLP is
/// read by more people than the console.
/// </summary>
internal static class LogsOfAddresses
{
    private static readonly string[] Categories =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Routing", "Microsoft.AspNetCore.StaticFiles",
    ];

    /// <summary>Changes the filters after all settings were read: of rules that fit, the one with a provider and the longer category counts, and the later of equals.</summary>
    public static void Silence(LoggerFilterOptions filters)
    {
        foreach (var rule in filters.Rules.Where(IsAbout).ToList())
            filters.Rules.Remove(rule);
        foreach (var provider in filters.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList())
        {
            foreach (var category in Categories)
                filters.Rules.Add(new LoggerFilterRule(provider, category, LogLevel.Warning, filter: null));
        }
    }

    // A rule of such a category, of a part of it, or of a pattern that is longer than its name.
    private static bool IsAbout(LoggerFilterRule rule) => rule.CategoryName is { } name && Array.Exists(Categories, category =>
        name.StartsWith(category, StringComparison.OrdinalIgnoreCase)
        || (name.Length >= category.Length && name.Contains('*', StringComparison.Ordinal) && (name[0] == '*' || name.StartsWith("Microsoft.AspNetCore.", StringComparison.OrdinalIgnoreCase))));
}
