using System.Globalization;
using System.Text;

namespace Click2Call.Dialects.Tests.Http;

/// <summary>The bytes that the stub phone system sends; then it closes, or holds the connection open without a word.</summary>
public sealed record StubReply(ReadOnlyMemory<byte> Bytes, bool Hold = false)
{
    /// <summary>Nothing at all, for ever.</summary>
    public static StubReply Silence { get; } = new(ReadOnlyMemory<byte>.Empty, Hold: true);

    /// <summary>Closes without an answer.</summary>
    public static StubReply Close { get; } = new(ReadOnlyMemory<byte>.Empty);

    public static StubReply Http(int status, string contentType, string body, params string[] headers)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Said\r\nContent-Type: {contentType}\r\nContent-Length: {bytes.Length}\r\n"));
        foreach (var header in headers)
            head.Append(header).Append("\r\n");
        return new((byte[])[.. Encoding.ASCII.GetBytes(head + "\r\n"), .. bytes]);
    }

    public static StubReply Json(string body, int status = 200) => Http(status, "application/json", body);

    /// <summary>The first bytes of this reply, and then never the rest.</summary>
    public StubReply Drip(int missing = 2) => new(Bytes[..^missing], Hold: true);

    /// <summary>The first bytes of this reply, and then the end of the connection.</summary>
    public StubReply Cut(int missing = 2) => new(Bytes[..^missing]);
}
