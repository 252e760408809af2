using Click2Call.Hosting.Development;

namespace Click2Call.Functions.Demo;

/// <summary>What a newcomer needs after the first start: the demo page, the key, and one line to try.</summary>
internal sealed class DemoBanner(DevelopmentAccounts accounts) : IDevelopmentBanner
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> Lines(Uri address, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (await accounts.Prepare(cancellation) is not { } key)
            return [];
        return
        [
            "",
            $"Demo page: {address}demo",
            $"Demo key:  {key}",
            "Try:       curl " + new Uri(address, "calls") + $" -H 'Authorization: Bearer {key}' --json '{{\"agent\":\"101\",\"target\":\"054-234-5678\"}}'",
            "",
        ];
    }
}
