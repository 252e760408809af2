using System.Net;
using System.Net.Sockets;

namespace Click2Call.Dialects.Http;

/// <summary>
/// The real network. What a name resolves to is checked and then connected to, without asking again: a name that
/// answers differently the second time gets nowhere.
/// </summary>
/// <param name="allowPrivate">Whether private, loopback and link-local addresses are allowed.</param>
/// <param name="resolve">Tells a name's addresses; absent: the system does.</param>
public sealed class LineNetwork(bool allowPrivate, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) : ILineNetwork
{
    /// <inheritdoc/>
    public async ValueTask<Stream> Connect(DnsEndPoint to, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(to);
        var addresses = await (resolve ?? Dns.GetHostAddressesAsync)(to.Host, cancellation);
        if (!allowPrivate && addresses.Any(PrivateAddresses.Has))
            throw new PrivateAddressException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, to.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
