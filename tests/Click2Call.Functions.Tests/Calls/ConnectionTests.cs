using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>What an answer means for the connection it came by: the Functions host and browsers use it again.</summary>
[Collection(DoorsCollection.Name)]
public sealed class ConnectionTests(Doors doors)
{
    private const int Many = 3 * 1024 * 1024;

    [Theory]
    [InlineData("/webhooks/typeform/demo.website", 413)]
    [InlineData("/calls", 401)]
    [InlineData("/leads/{account}.website", 413)]
    public async Task A_body_that_nobody_reads_costs_neither_the_answer_nor_the_connection(string path, int status)
    {
        var account = await doors.Open();
        using var client = new Wire(doors.Client.BaseAddress!);
        path = path.Replace("{account}", account.Id, StringComparison.Ordinal);
        // The answer is out before the rest of the body comes, as on a slow line.
        await client.Write($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {Many}\r\n\r\n");
        await client.Write(new string('x', 4096));
        var (first, headers) = await client.Answer();
        Assert.Equal(status, first);
        Assert.DoesNotContain("connection: close", headers, StringComparison.OrdinalIgnoreCase);
        await client.Write(new string('x', Many - 4096));
        await client.Write("GET /calls HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.Equal(401, (await client.Answer()).Status);
    }

    [Fact]
    public async Task A_body_without_a_length_that_is_too_large_ends_its_connection_and_says_so()
    {
        var account = await doors.Open();
        using var client = new Wire(doors.Client.BaseAddress!);
        await client.Write($"POST /calls HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {account.Key}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        await client.Write($"{70_000:x}\r\n{new string(' ', 70_000)}\r\n");
        var (status, headers) = await client.Answer();
        Assert.Equal(413, status);
        Assert.Contains("connection: close", headers, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>HTTP by hand: a client library hides which connection an answer came by.</summary>
    private sealed class Wire : IDisposable
    {
        private readonly TcpClient _client;
        private readonly NetworkStream _stream;

        public Wire(Uri address)
        {
            _client = new(address.Host, address.Port);
            _stream = _client.GetStream();
        }

        public async Task Write(string text) => await _stream.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);

        public async Task<(int Status, string Headers)> Answer()
        {
            var head = new StringBuilder();
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
                head.Append((char)await Next());
            var headers = head.ToString();
            if (headers.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase))
                await Chunks();
            else
                await Skip(Length(headers));
            return (int.Parse(headers.AsSpan(9, 3), CultureInfo.InvariantCulture), headers);
        }

        public void Dispose() => _client.Dispose();

        private static int Length(string headers) => headers.Split("\r\n")
            .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Select(line => int.Parse(line.AsSpan(15), CultureInfo.InvariantCulture))
            .FirstOrDefault();

        private async Task Chunks()
        {
            while (true)
            {
                var line = new StringBuilder();
                while (!line.ToString().EndsWith("\r\n", StringComparison.Ordinal))
                    line.Append((char)await Next());
                var length = int.Parse(line.ToString().Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                await Skip(length + 2);
                if (length == 0)
                    return;
            }
        }

        private async Task Skip(int bytes) => await _stream.ReadExactlyAsync(new byte[bytes], TestContext.Current.CancellationToken);

        private async Task<byte> Next()
        {
            var one = new byte[1];
            await _stream.ReadExactlyAsync(one, TestContext.Current.CancellationToken);
            return one[0];
        }
    }
}
