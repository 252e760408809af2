using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace Click2Call.Functions.Crm;

/// <summary>
/// The address under which a sender knows us: some sign it. The setting <c>PublicBaseUrl</c> says scheme and host; without
/// it Azure's own name of the app, and without that the request's.
/// </summary>
internal sealed class PublicAddress(IConfiguration configuration)
{
    /// <summary>The setting.</summary>
    public const string Setting = "PublicBaseUrl";

    private readonly string? _base = configuration[Setting] is { Length: > 0 } told
        ? told.TrimEnd('/')
        : configuration["WEBSITE_HOSTNAME"] is { Length: > 0 } host ? "https://" + host : null;

    /// <summary>The whole address of a request, path and query as they were sent.</summary>
    public string Of(HttpRequest request)
    {
        if (_base is null)
            return request.GetEncodedUrl();
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        return _base + (target is ['/', ..] ? target : request.GetEncodedPathAndQuery());
    }

    /// <summary>The address of the app, with a slash at its end; null when neither a setting nor the request tells it.</summary>
    public Uri? Site(HttpRequest request) =>
        Uri.TryCreate((_base ?? $"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent()}") + "/", UriKind.Absolute, out var site) ? site : null;
}
