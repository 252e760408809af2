using System.Globalization;
using System.Text;
using Azure.Core;

namespace Click2Call.Storage.Rest;

/// <summary>The texts that are signed ("Authorize with Shared Key").</summary>
internal static class SharedKey
{
    private static readonly string[] BeforeLength = ["Content-Encoding", "Content-Language"];

    private static readonly string[] AfterLength =
        ["Content-MD5", "Content-Type", "Date", "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range"];

    /// <summary>Shared Key Lite of the Table service: the date, and the account and path as they are sent. Of the query only <c>comp</c> counts.</summary>
    public static string OfTable(string account, string date, Uri address)
    {
        var comp = Parameters(address.Query).FirstOrDefault(parameter => parameter.Name == "comp").Value;
        return $"{date}\n/{account}{address.AbsolutePath}{(comp is null ? "" : $"?comp={comp}")}";
    }

    /// <summary>Shared Key of the Queue service: the method, the standard headers, the x-ms- headers and the whole query in order.</summary>
    public static string OfQueue(string account, Request request)
    {
        var address = request.Uri.ToUri();
        var text = new StringBuilder(256).Append(request.Method.Method).Append('\n');
        foreach (var header in BeforeLength)
            text.Append(Header(request, header)).Append('\n');

        // Empty for no body, since version 2015-02-21.
        if (request.Content is { } content && content.TryComputeLength(out var length) && length > 0)
            text.Append(length.ToString(CultureInfo.InvariantCulture));
        text.Append('\n');
        foreach (var header in AfterLength)
            text.Append(Header(request, header)).Append('\n');

#pragma warning disable CA1308 // The document asks for lower case.
        var own = request.Headers
            .Select(header => (Name: header.Name.ToLowerInvariant(), header.Value))
            .Where(header => header.Name.StartsWith("x-ms-", StringComparison.Ordinal))
            .OrderBy(header => header.Name, StringComparer.Ordinal);
        foreach (var (name, value) in own)
            text.Append(name).Append(':').Append(value.Trim()).Append('\n');

        text.Append('/').Append(account).Append(address.AbsolutePath);
        foreach (var (name, value) in Parameters(address.Query).OrderBy(parameter => parameter.Name, StringComparer.Ordinal))
            text.Append('\n').Append(name.ToLowerInvariant()).Append(':').Append(value);
#pragma warning restore CA1308
        return text.ToString();
    }

    private static string Header(Request request, string name) => request.Headers.TryGetValue(name, out var value) ? value! : "";

    private static IEnumerable<(string Name, string Value)> Parameters(string query)
    {
        foreach (var parameter in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0
                ? (Uri.UnescapeDataString(parameter), "")
                : (Uri.UnescapeDataString(parameter[..equals]), Uri.UnescapeDataString(parameter[(equals + 1)..]));
        }
    }
}
