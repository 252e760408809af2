using System.Net;
using System.Net.Sockets;
using Click2Call.Dialects.Http;

namespace Click2Call.Functions.Tests.Events;

/// <summary>Names that lead somewhere else the second time they are asked for (DNS rebinding).</summary>
public sealed class NetworkTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private int _asked;

    public NetworkTests() => _listener.Start();

    private DnsEndPoint Name => new("rebinding.example.com", ((IPEndPoint)_listener.LocalEndpoint).Port);

    [Fact]
    public async Task A_name_is_asked_for_once_and_the_address_that_was_looked_at_is_connected_to()
    {
        var network = new LineNetwork(allowPrivate: true, (_, _) => Task.FromResult<IPAddress[]>([_asked++ == 0 ? IPAddress.Loopback : IPAddress.Parse("10.0.0.1")]));
        await using var stream = await network.Connect(Name, TestContext.Current.CancellationToken);
        using var reached = await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, _asked);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("203.0.113.7,127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("fd00::1")]
    public async Task A_name_that_also_leads_inside_is_not_connected_to(string addresses)
    {
        var network = new LineNetwork(allowPrivate: false, (_, _) => Task.FromResult<IPAddress[]>([.. addresses.Split(',').Select(IPAddress.Parse)]));
        await Assert.ThrowsAsync<PrivateAddressException>(async () => await network.Connect(Name, TestContext.Current.CancellationToken));
        Assert.False(_listener.Pending());
    }

    public void Dispose() => _listener.Dispose();
}
