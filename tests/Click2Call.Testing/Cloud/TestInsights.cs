using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Click2Call.Testing.Cloud;

/// <summary>Application Insights' ingestion over TLS: takes lines of JSON from whoever has a token, and refuses what lacks what it needs.</summary>
public sealed class TestInsights : IAsyncDisposable
{
    /// <summary>Its name in Azure.</summary>
    public const string Host = "westeurope-5.in.applicationinsights.azure.com";

    /// <summary>The key that names the resource; with local authentication off it opens nothing.</summary>
    public const string InstrumentationKey = "99999999-8888-4777-8666-555555555555";

    private readonly WebApplication _server;
    private readonly ConcurrentQueue<JsonElement> _items = new();

    private TestInsights(TestCertificate certificate)
    {
        Port = FreePort.Next();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Port, listen => listen.UseHttps(certificate.Server)));
        _server = builder.Build();
        _server.MapPost("/v2.1/track", Take);
    }

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>How often somebody came without a token.</summary>
    public int Unauthorized { get; private set; }

    /// <summary>What was sent so far.</summary>
    public IReadOnlyList<JsonElement> Items => [.. _items];

    /// <summary>Starts one.</summary>
    public static async Task<TestInsights> Start(TestCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var insights = new TestInsights(certificate);
        await insights._server.StartAsync();
        return insights;
    }

    /// <summary>The items of one kind (<c>RequestData</c>, <c>RemoteDependencyData</c>, <c>MessageData</c>, <c>ExceptionData</c>, <c>MetricData</c>).</summary>
    public IEnumerable<JsonElement> Of(string kind) => Items.Where(item => item.GetProperty("data").GetProperty("baseType").GetString() == kind);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        if (!TokenEndpoint.Admits(http.Request, "https://monitor.azure.com"))
        {
            Unauthorized++;
            http.Response.StatusCode = 401;
            return;
        }

        await using var body = http.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(http.Request.Body, CompressionMode.Decompress) : http.Request.Body;
        using var reader = new StreamReader(body);
        var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var line in lines)
        {
            using var item = JsonDocument.Parse(line);
            var root = item.RootElement;
            if (root.GetProperty("iKey").GetString() != InstrumentationKey || root.GetProperty("data").GetProperty("baseData").GetProperty("ver").GetInt32() != 2)
            {
                http.Response.StatusCode = 400;
                return;
            }

            _items.Enqueue(root.Clone());
        }

        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync($$"""{"itemsReceived":{{lines.Length}},"itemsAccepted":{{lines.Length}},"errors":[]}""");
    }
}
