using System.Net;

namespace Click2Call.Dialects.Http;

/// <summary>
/// A body that knows whether anybody began to send it. The handler asks for it when the connection stands and the
/// headers are written, so a body that was never asked for belongs to a request that nobody received.
/// </summary>
internal sealed class WatchedContent : HttpContent
{
    private readonly HttpContent content;
    private volatile bool started;

    public WatchedContent(HttpContent content)
    {
        this.content = content;
        foreach (var header in content.Headers)
            Headers.TryAddWithoutValidation(header.Key, header.Value);
    }

    public bool Started => started;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (started)
            throw new IOException("The request would have been sent a second time.");
        started = true;
        return content.CopyToAsync(stream, context, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = content.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            content.Dispose();
        base.Dispose(disposing);
    }
}
