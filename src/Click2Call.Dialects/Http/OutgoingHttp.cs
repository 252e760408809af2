using System.Net;

namespace Click2Call.Dialects.Http;

/// <summary>
/// The way out for events and CRMs, under the same guard as lines: what a name resolves to is checked and then
/// connected to, redirects are not followed, no cookies, no proxy, TLS is always verified. Unlike dials these requests
/// may be repeated, so connections are kept.
/// </summary>
public sealed class OutgoingHttp : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);
    private readonly HttpMessageInvoker _outside = New(allowPrivate: false);
    private readonly HttpMessageInvoker _inside = New(allowPrivate: true);
    private readonly bool _allowPrivate;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="allowPrivate">Whether everybody may be sent to private addresses: the operator's own setting.</param>
    public OutgoingHttp(bool allowPrivate) => _allowPrivate = allowPrivate;

    /// <summary>The way out.</summary>
    /// <param name="inside">Whether the operator has allowed this receiver to be at a private address.</param>
    public HttpMessageInvoker To(bool inside) => Allows(inside) ? _inside : _outside;

    /// <summary>Whether a receiver may be at a private address, and without TLS.</summary>
    /// <param name="inside">Whether the operator has allowed this one.</param>
    public bool Allows(bool inside) => inside || _allowPrivate;

    /// <inheritdoc/>
    public void Dispose()
    {
        _outside.Dispose();
        _inside.Dispose();
    }

    private static HttpMessageInvoker New(bool allowPrivate)
    {
        var network = new LineNetwork(allowPrivate);
        return new(new ResetHandler(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = Kept,
            ConnectTimeout = LineHttp.ConnectTimeout,
            MaxResponseHeadersLength = 32,
            ConnectCallback = async (connect, cancellation) => await network.Connect(connect.DnsEndPoint, cancellation),
        }));
    }
}
