using System.Net.Sockets;
using Click2Call.Hosting.StandAlone;
using Click2Call.Hosting.Verbs;

namespace Click2Call.Verbs;

/// <summary>Asks the app that runs beside us whether it is ready: what a container's health check calls, because its image has no shell and no curl.</summary>
/// <param name="output">Where results go; null is the console.</param>
internal sealed class HealthVerb(TextWriter? output) : IVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public HealthVerb()
        : this(null)
    {
    }

    /// <inheritdoc/>
    public string Name => "health";

    /// <inheritdoc/>
    public string Usage => "[URL]   asks the app at URL, else at the address that the settings say, whether it is ready; 0 when it is";

    /// <inheritdoc/>
    public async Task<int> Run(IReadOnlyList<string> args, IServiceProvider services, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args.Count > 1)
            throw new ArgumentException("At most one address is needed.");
        var said = args.Count == 1 ? args[0] : Address(services.GetRequiredService<IConfiguration>());
        if (!Uri.TryCreate(said.TrimEnd('/') + "/health/ready", UriKind.Absolute, out var address))
            throw new ArgumentException($"'{said}' is no address.");
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(address, cancellation);
            await (output ?? Console.Out).WriteLineAsync(await answer.Content.ReadAsStringAsync(cancellation));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or TaskCanceledException)
        {
            await (output ?? Console.Out).WriteLineAsync($"Nobody answers at {address}.");
            return 1;
        }
    }

    // Where we listen on every address, we are asked on our own.
    private static string Address(IConfiguration settings)
    {
        var said = settings["urls"]?.Split(';')[0] ?? (settings["http_ports"] is { } ports ? $"http://127.0.0.1:{ports.Split(';')[0]}" : StandAloneHost.DefaultUrl);
        return said.Replace("://+", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://*", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal);
    }
}
