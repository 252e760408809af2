using System.Net.Sockets;

namespace Click2Call.Dialects.Http;

/// <summary>
/// Says of a connection that was reset as it was made what is said of every other that could not be made. The handler
/// below lets that one through as a bare <see cref="SocketException"/>, which nobody who sends looks for.
/// </summary>
internal sealed class ResetHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (SocketException reset)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The connection was reset as it was made.", reset);
        }
    }
}
