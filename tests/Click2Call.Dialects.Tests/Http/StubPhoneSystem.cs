using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Click2Call.Dialects.Tests.Http;

/// <summary>A phone system on a raw socket of 127.0.0.1: answers by script, and can do what no web server would.</summary>
public sealed class StubPhoneSystem : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly Channel<StubRequest> arrivals = Channel.CreateUnbounded<StubRequest>();
    private readonly Channel<bool> connections = Channel.CreateUnbounded<bool>();
    private readonly ConcurrentQueue<StubRequest> requests = [];
    private readonly Task running;

    public StubPhoneSystem(Func<StubRequest, StubReply> script)
    {
        Script = script;
        listener.Start();
        running = Accept();
    }

    public Func<StubRequest, StubReply> Script { get; set; }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    /// <summary>Everything that was asked, in order.</summary>
    public IReadOnlyList<StubRequest> Requests => [.. requests];

    public int Connections { get; private set; }

    /// <summary>Waits until the next request has been read.</summary>
    public async Task<StubRequest> NextRequest() => await arrivals.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Waits until somebody has connected.</summary>
    public async Task NextConnection() => await connections.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await running;
        listener.Stop();
        closing.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(closing.Token);
                Connections++;
                connections.Writer.TryWrite(true);
                _ = Serve(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (await Read(stream) is not { } request)
                    return;
                requests.Enqueue(request);
                var reply = Script(request);
                await stream.WriteAsync(reply.Bytes, closing.Token);
                arrivals.Writer.TryWrite(request);
                if (reply.Hold)
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, closing.Token);
                client.Client.Shutdown(SocketShutdown.Send);
                while (await stream.ReadAsync(new byte[1024], closing.Token) > 0)
                {
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
            {
            }
        }
    }

    private async Task<StubRequest?> Read(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var buffer = new byte[4096];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, closing.Token);
            if (read == 0)
                return null;
            bytes.AddRange(buffer.AsSpan(0, read));
            var text = Encoding.Latin1.GetString([.. bytes]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
                continue;
            var lines = text[..end].Split("\r\n");
            var headers = lines.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
            var length = headers.TryGetValue("Content-Length", out var told) ? int.Parse(told, CultureInfo.InvariantCulture) : 0;
            if (bytes.Count < end + 4 + length)
                continue;
            var first = lines[0].Split(' ');
            return new(first[0], first[1], headers, Encoding.UTF8.GetString([.. bytes], end + 4, length));
        }
    }
}
