using System.Net;
using System.Net.Sockets;

namespace Click2Call.Testing;

/// <summary>A port of 127.0.0.1 where nobody listens, and nobody else begins to as long as this lives: connections are refused.</summary>
public sealed class Nobody : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Takes the port.</summary>
    public Nobody() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>The port.</summary>
    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
