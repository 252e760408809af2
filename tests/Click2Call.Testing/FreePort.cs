using System.Net;
using System.Net.Sockets;

namespace Click2Call.Testing;

/// <summary>
/// A port of 127.0.0.1 that nobody has, neither for TCP nor for UDP, and that no outgoing connection is given: all are below the
/// range from which systems take those (from 32768 on Linux, 49152 elsewhere). So it is still free when it is listened on, and
/// while a server that was killed is started again. A port from that range would be taken now and then, even by a connection that
/// was closed a minute ago.
/// </summary>
public static class FreePort
{
    private const int Lowest = 20_000, Count = 12_000;

    // Another process that runs tests begins elsewhere.
    private static int _last = Random.Shared.Next(Count);

    /// <summary>One that this process was not given before, or the first of several neighbours.</summary>
    /// <param name="neighbours">How many, from 1.</param>
    /// <exception cref="InvalidOperationException">All are taken.</exception>
    public static int Next(int neighbours = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(neighbours);
        for (var tries = 0; tries < Count; tries++)
        {
            var first = (int)((uint)(Interlocked.Add(ref _last, neighbours) - neighbours) % Count);
            if (first + neighbours <= Count && Enumerable.Range(Lowest + first, neighbours).All(IsFree))
                return Lowest + first;
        }

        throw new InvalidOperationException($"No port from {Lowest} to {Lowest + Count - 1} is free.");
    }

    private static bool IsFree(int port) => IsFree(port, SocketType.Stream, ProtocolType.Tcp) && IsFree(port, SocketType.Dgram, ProtocolType.Udp);

    private static bool IsFree(int port, SocketType type, ProtocolType protocol)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, type, protocol);
        try
        {
            // Some listen on all addresses.
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
