using System.Net.Sockets;
using System.Text;
using Click2Call.Testing.Cloud;

namespace Click2Call.EndToEnd.Tests;

/// <summary>Whom the tunnel takes for a stranger.</summary>
public sealed class TunnelProxyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_that_was_closed_unused_was_taken_for_a_stranger()
    {
        using var proxy = new TunnelProxy(new Dictionary<string, int>());
        Assert.Equal("", await Ask(proxy, ""));
        Assert.StartsWith("HTTP/1.1 403 ", await Ask(proxy, "CONNECT stranger.example:443 HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        Assert.Equal(["stranger.example"], proxy.Strangers);
    }

    /// <summary>Says something and no more, and reads until the other side closes.</summary>
    private static async Task<string> Ask(TunnelProxy proxy, string said)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(proxy.Address.Host, proxy.Address.Port, Ct);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(said), Ct);
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Ct);
    }
}
