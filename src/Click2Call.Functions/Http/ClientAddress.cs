using System.Net;

namespace Click2Call.Http;

/// <summary>
/// The network address of a caller: the entry of <c>X-Forwarded-For</c> that the last proxy we trust has written,
/// counted from the right by the setting <c>TrustedProxies</c>. Without the setting nobody's word is taken.
/// </summary>
internal sealed class ClientAddress(IConfiguration configuration)
{
    private readonly int? _trusted = int.TryParse(configuration["TrustedProxies"], out var hops) ? hops : null;

    /// <summary>The address, or null when it cannot be known.</summary>
    public IPAddress? Of(HttpRequest request)
    {
        if (_trusted is not { } trusted)
            return null;
        if (trusted == 0)
            return request.HttpContext.Connection.RemoteIpAddress;
        var hops = request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return hops.Length >= trusted && IPEndPoint.TryParse(hops[^trusted], out var end) ? end.Address : null;
    }
}
