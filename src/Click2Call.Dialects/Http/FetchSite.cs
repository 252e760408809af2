using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Http;

/// <summary>
/// Where a browser says that a request comes from (Fetch Metadata, <c>Sec-Fetch-Site</c>). It says so of every request, also of
/// those that have no <c>Origin</c>, such as one for an image; scripts of the page cannot change it.
/// </summary>
public static class FetchSite
{
    /// <summary>The header.</summary>
    public const string Header = "Sec-Fetch-Site";

    /// <summary>
    /// Whether another page than one of this host made a browser send it. Not so for servers, which say nothing, nor for an address that somebody typed
    /// (<c>none</c>).
    /// </summary>
    public static bool IsAnother(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers[Header].ToString() is not ("" or "none" or "same-origin");
    }
}
