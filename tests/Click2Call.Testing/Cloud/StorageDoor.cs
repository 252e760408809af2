using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace Click2Call.Testing.Cloud;

/// <summary>
/// One storage service under its real name, before an emulator that has the account in the path: its transactions can read no
/// other addresses (Azurite's <c>extractPath</c>). Passes on whatever comes, tokens included.
/// </summary>
public sealed class StorageDoor : IAsyncDisposable
{
    private static readonly string[] NotPassedOn = ["Host", "Content-Length", "Transfer-Encoding", "Connection"];

    private readonly string _outside;
    private readonly string _inside;
    private readonly WebApplication _server;

    private readonly HttpClient _client;

    private StorageDoor(string host, int emulator, TestCertificate certificate)
    {
        Host = host;
        Port = FreePort.Next();

        // The emulator has the same certificate; this process does not trust its authority.
        var known = certificate.Server.Thumbprint;
        _client = new(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == known },
        });
        _outside = $"https://{host}/";
        _inside = $"https://127.0.0.1:{emulator}/{host.Split('.')[0]}/";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Port, listen => listen.UseHttps(certificate.Server)));
        _server = builder.Build();
        _server.Run(Pass);
    }

    /// <summary>The service's name.</summary>
    public string Host { get; }

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>How many requests came with another proof than a token.</summary>
    public int WithoutToken { get; private set; }

    /// <summary>Opens one.</summary>
    /// <param name="host">The service's name, such as <c>account.table.core.windows.net</c>.</param>
    /// <param name="emulator">The emulator's port of the service.</param>
    /// <param name="certificate">Good for the name.</param>
    public static async Task<StorageDoor> Open(string host, int emulator, TestCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(certificate);
        var door = new StorageDoor(host, emulator, certificate);
        await door._server.StartAsync();
        return door;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
    }

    private async Task Pass(HttpContext http)
    {
        if (!http.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal))
            WithoutToken++;
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var address = new Uri(_inside + new Uri(http.Request.GetEncodedUrl()).PathAndQuery.TrimStart('/'));
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), address);
        var bytes = body.ToArray();
        if (bytes.Length > 0)
            request.Content = new ByteArrayContent(http.Request.Path.Value!.EndsWith("$batch", StringComparison.Ordinal) ? Moved(bytes) : bytes);
        foreach (var (name, value) in http.Request.Headers.Where(header => !NotPassedOn.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(name, value.ToArray());
        }

        using var answer = await _client.SendAsync(request);
        http.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, value) in answer.Headers.Concat(answer.Content.Headers).Where(header => !NotPassedOn.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
            http.Response.Headers[name] = value.ToArray();
        if (http.Response.StatusCode is not (204 or 304))
            await answer.Content.CopyToAsync(http.Response.Body);
    }

    private byte[] Moved(byte[] batch) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(batch).Replace(_outside, _inside, StringComparison.Ordinal));
}
