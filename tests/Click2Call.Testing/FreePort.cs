using System.Net;
using System.Net.Sockets;

namespace Click2Call.Testing;

/// <summary>A port of 127.0.0.1 that nobody listened on a moment ago.</summary>
public static class FreePort
{
    /// <summary>Asks the system for one.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
