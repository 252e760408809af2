using System.Reflection;
using System.Text.Encodings.Web;

namespace Click2Call.Functions.Pages;

/// <summary>The pages that a visitor sees after a plain form post: ours, where the click-to-call has none of its own.</summary>
internal static class VisitorPage
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private const string CancelButton = "<form method=\"post\" action=\"{{cancel}}\"><button>Do not call me</button></form>";
    private static readonly Lazy<string> ThanksTemplate = new(() => Read("thank-you.html"));
    private static readonly Lazy<string> SorryTemplate = new(() => Read("sorry.html"));

    /// <summary>It is on its way.</summary>
    /// <param name="http">The exchange.</param>
    /// <param name="text">How it stands.</param>
    /// <param name="cancel">Where the call can be canceled; null when it is over.</param>
    public static Task Thanks(HttpContext http, string text, string? cancel = null) =>
        Write(http, 200, ThanksTemplate.Value, "Thank you", text, cancel is null ? "" : CancelButton.Replace("{{cancel}}", HtmlEncoder.Default.Encode(cancel), StringComparison.Ordinal));

    /// <summary>It was not taken; the text says what to do.</summary>
    public static Task Sorry(HttpContext http, int status, string text) => Write(http, status, SorryTemplate.Value, "Sorry", text);

    private static Task Write(HttpContext http, int status, string template, string headline, string text, string button = "")
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        var encode = HtmlEncoder.Default;
        return http.Response.WriteAsync(template
            .Replace("{{headline}}", encode.Encode(headline), StringComparison.Ordinal)
            .Replace("{{text}}", encode.Encode(text), StringComparison.Ordinal)
            .Replace("{{button}}", button, StringComparison.Ordinal)
            .Replace("{{link}}", encode.Encode(BackLink(http.Request)), StringComparison.Ordinal));
    }

    // Back to the form, if it says where it was; never to anything but a web page.
    private static string BackLink(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var page) && page.Scheme is "http" or "https"
            ? page.AbsoluteUri
            : "/";

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("pages/" + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
