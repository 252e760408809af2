using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Click2Call.Testing.Cloud;

/// <summary>
/// Stands between a process and Azure: it asks for a tunnel to a service by its real name (<c>HTTPS_PROXY</c>) and gets one
/// to a port of 127.0.0.1. Names that nobody registered are refused and remembered, and no byte leaves the machine.
/// </summary>
public sealed class TunnelProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, int> _ports;

    /// <summary>Starts one.</summary>
    /// <param name="ports">The port of 127.0.0.1 for each host name.</param>
    public TunnelProxy(IReadOnlyDictionary<string, int> ports)
    {
        _ports = new(ports, StringComparer.OrdinalIgnoreCase);
        _listener.Start();
        _ = Serve();
    }

    /// <summary>Its address, for <c>HTTPS_PROXY</c>.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Who was asked for and is not one of ours.</summary>
    public ConcurrentBag<string> Strangers { get; } = [];

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
                _ = Tunnel(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The end.
        }
    }

    private async Task Tunnel(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var near = client.GetStream();
                var head = await ReadHead(near);

                // A connection that was made in reserve and closed unused asks for nobody.
                if (head.Length == 0)
                    return;
                var first = head.Split('\n')[0].Split(' ');
                var host = first is ["CONNECT", var authority, ..] ? authority.Split(':')[0] : string.Join(' ', first);
                if (!_ports.TryGetValue(host, out var port))
                {
                    Strangers.Add(host);
                    await near.WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
                    return;
                }

                using var other = new TcpClient();
                await other.ConnectAsync(IPAddress.Loopback, port);
                await using var far = other.GetStream();
                await near.WriteAsync("HTTP/1.1 200 Connection Established\r\n\r\n"u8.ToArray());
                await Task.WhenAny(near.CopyToAsync(far, _end.Token), far.CopyToAsync(near, _end.Token));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One of the two has gone.
            }
        }
    }

    private static async Task<string> ReadHead(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && head.Length < 8192 && await stream.ReadAsync(one) == 1)
            head.Append(CultureInfo.InvariantCulture, $"{(char)one[0]}");
        return head.ToString();
    }
}
