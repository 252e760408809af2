namespace Click2Call.Hosting.Telemetry.Insights;

/// <summary>What a connection string of Application Insights says ("Connection strings in Application Insights").</summary>
/// <param name="InstrumentationKey">Which resource it is. Opens nothing where local authentication is off.</param>
/// <param name="Ingestion">Where telemetry goes.</param>
internal sealed record InsightsConnection(string InstrumentationKey, Uri Ingestion)
{
    private const string GlobalIngestion = "https://dc.services.visualstudio.com/";

    /// <summary>Reads it; null when it is none.</summary>
    public static InsightsConnection? Parse(string? text)
    {
        var parts = (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .GroupBy(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(part => part.Key, part => part.First(), StringComparer.OrdinalIgnoreCase);
        var ingestion = parts.GetValueOrDefault("IngestionEndpoint", GlobalIngestion);
        return Guid.TryParse(parts.GetValueOrDefault("InstrumentationKey"), out var key)
            && Uri.TryCreate(ingestion.TrimEnd('/') + "/", UriKind.Absolute, out var address)
            && address.Scheme == Uri.UriSchemeHttps
            ? new InsightsConnection(key.ToString(), address)
            : null;
    }
}
