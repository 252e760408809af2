using System.Net;
using System.Net.Sockets;
using System.Text;
using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Tests.Http;

public sealed class LineHttpTests
{
    private readonly ManualClock clock = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connects_anew_for_every_request()
    {
        var connections = new System.Collections.Concurrent.ConcurrentBag<string>();
        await using var host = await FrontHost.Start(exchange =>
        {
            connections.Add(exchange.Connection.Id);
            return Task.CompletedTask;
        });
        using var http = new LineHttp(clock, new LineNetwork(allowPrivate: true));
        for (var i = 0; i < 3; i++)
            Assert.IsType<LineReply.Answered>(await http.Send(new(HttpMethod.Get, host.Address), TimeSpan.FromSeconds(5), None));
        Assert.Equal(3, connections.Distinct().Count());
    }

    [Fact]
    public async Task Sends_a_request_without_body_once_although_the_connection_breaks()
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Close);
        using var http = new LineHttp(clock, new LineNetwork(allowPrivate: true));
        Assert.IsType<LineReply.Broken>(await http.Send(new(HttpMethod.Get, stub.Address), TimeSpan.FromSeconds(5), None));
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task A_connection_that_is_reset_as_it_is_made_has_sent_nothing()
    {
        using var http = new LineHttp(clock, new ResettingNetwork());
        Assert.IsType<LineReply.NotSent>(await http.Send(new(HttpMethod.Post, "http://pbx.example.org/") { Content = new StringContent("x") }, TimeSpan.FromSeconds(5), None));
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://localhost:{0}/")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/")]
    public async Task Refuses_private_addresses(string address)
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Json("{}"));
        using var http = new LineHttp(clock, new LineNetwork(allowPrivate: false));
        var uri = new Uri(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, stub.Port));
        var reply = Assert.IsType<LineReply.NotSent>(await http.Send(new(HttpMethod.Post, uri) { Content = new StringContent("x") }, TimeSpan.FromSeconds(5), None));
        Assert.Contains("allowPrivateNetwork", reply.Reason, StringComparison.Ordinal);
        Assert.Equal(0, stub.Connections);
    }

    [Fact]
    public async Task Does_not_trust_what_speaks_no_TLS()
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Close);
        stub.Script = _ => throw new InvalidOperationException("nothing readable may arrive");
        using var http = new LineHttp(clock, new LineNetwork(allowPrivate: true));
        var sending = http.Send(new(HttpMethod.Post, $"https://127.0.0.1:{stub.Port}/") { Content = new StringContent("x") }, TimeSpan.FromSeconds(5), None);
        await stub.NextConnection();
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.IsType<LineReply.NotSent>(await sending.WaitAsync(TimeSpan.FromSeconds(60), None));
    }

    [Fact]
    public async Task Does_not_trust_a_certificate_that_nobody_signed()
    {
        var received = 0;
        await using var host = await FrontHost.StartWithOwnCertificate(_ =>
        {
            received++;
            return Task.CompletedTask;
        });
        using var http = new LineHttp(clock, new LineNetwork(allowPrivate: true));
        var reply = await http.Send(new(HttpMethod.Post, host.Address) { Content = new StringContent("x") }, TimeSpan.FromSeconds(5), None);
        Assert.Contains("certificate", Assert.IsType<LineReply.NotSent>(reply).Reason, StringComparison.Ordinal);
        Assert.Equal(0, received);
    }

    [Fact]
    public async Task Unpacks_and_still_stops_at_the_limit()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(new byte[20_000_000], None);
        var head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n");
        await using var stub = new StubPhoneSystem(_ => new StubReply((byte[])[.. head, .. packed.ToArray()]));
        using var http = new LineHttp(clock, new LineNetwork(allowPrivate: true));
        var answer = Assert.IsType<LineReply.Answered>(await http.Send(new(HttpMethod.Get, stub.Address), TimeSpan.FromSeconds(5), None));
        Assert.Equal(LineHttp.MaxAnswer, answer.Body.Length);
        Assert.False(answer.Whole);
    }

    [Fact]
    public async Task Keeps_no_cookies()
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Http(200, "text/plain", "x", "Set-Cookie: a=b; path=/"));
        using var http = new LineHttp(clock, new LineNetwork(allowPrivate: true));
        await http.Send(new(HttpMethod.Get, stub.Address), TimeSpan.FromSeconds(5), None);
        await http.Send(new(HttpMethod.Get, stub.Address), TimeSpan.FromSeconds(5), None);
        Assert.DoesNotContain("Cookie", stub.Requests[1].Headers.Keys);
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("168.63.129.16", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("100.64.0.1", true)]
    [InlineData("192.168.1.1", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("::1", true)]
    [InlineData("::", true)]
    [InlineData("fd00::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("64:ff9b::10.0.0.1", true)]
    [InlineData("64:ff9b::8.8.8.8", false)]
    [InlineData("2002:0a00:0001::", true)]
    [InlineData("::ffff:0:10.0.0.1", true)] // IPv4-translated (RFC 2765)
    [InlineData("5f00::1", true)] // segment routing (RFC 9602)
    [InlineData("2606:4700::1111", false)]
    public void Knows_private_addresses(string address, bool isPrivate) =>
        Assert.Equal(isPrivate, PrivateAddresses.Has(IPAddress.Parse(address)));

    [Fact]
    public void Checks_addresses_on_import()
    {
        Assert.Empty(Check(new() { Id = "a", Dialect = "d", BaseUrl = new("https://pbx.example/x") }));
        Assert.Single(Check(new() { Id = "a", Dialect = "d" }));
        Assert.Single(Check(new() { Id = "a", Dialect = "d", BaseUrl = new("http://pbx.example/") }));
        Assert.Empty(Check(new() { Id = "a", Dialect = "d", BaseUrl = new("http://10.0.0.1/"), Options = new Dictionary<string, string> { ["allowPrivateNetwork"] = "true" } }));
        Assert.Single(Check(new() { Id = "a", Dialect = "d", BaseUrl = new("https://user:word@pbx.example/") }));
        Assert.Single(Check(new() { Id = "a", Dialect = "d", BaseUrl = new("https://pbx.example/"), Options = new Dictionary<string, string> { ["allowPrivateNetwrok"] = "true" } }));
        Assert.Empty(Check(new() { Id = "a", Dialect = "d", BaseUrl = new("https://pbx.example/"), Options = new Dictionary<string, string> { ["eventAddresses"] = "192.0.2.0/24,::1" } }));
        Assert.Single(Check(new() { Id = "a", Dialect = "d", BaseUrl = new("https://pbx.example/"), Options = new Dictionary<string, string> { ["eventAddresses"] = "192.0.2.0/24," } }));
        Assert.Single(LineAddress.Check(new() { Id = "a", Dialect = "d", BaseUrl = new("https://pbx.example/") }, ["apiKey"], []));

        static IEnumerable<string> Check(LineSettings line) => LineAddress.Check(line, [], []);
    }

    [Fact]
    public void Takes_secrets_out_of_reasons()
    {
        Assert.Equal("bad key *** in a=***", ReasonText.Of("bad key s+t\nin a=s%2bt", "s+t"));
        Assert.Equal(ReasonText.MaxLength, ReasonText.Of(new string('x', 1000))!.Length);
        Assert.Null(ReasonText.Of(" \n"));
    }

    /// <summary>Takes each connection, and resets it before anything is written.</summary>
    private sealed class ResettingNetwork : ILineNetwork
    {
        public async ValueTask<Stream> Connect(DnsEndPoint to, CancellationToken cancellation)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync((IPEndPoint)listener.LocalEndpoint, cancellation);
            var stream = new NetworkStream(socket, ownsSocket: true);
            using (var taken = await listener.AcceptSocketAsync(cancellation))
                taken.LingerState = new LingerOption(true, 0);
            Assert.True(socket.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead));
            return stream;
        }
    }
}
