using System.Text;
using System.Text.RegularExpressions;
using Click2Call.Orders;

namespace Click2Call.Crm.Posts;

/// <summary>The text fields of a <c>multipart/form-data</c> body (RFC 7578); files are passed over.</summary>
internal static partial class MultipartText
{
    // Name and type of a field. The pattern below takes the square of a head's length, and it runs before we know who sends.
    private const int LongestHead = 1024;

    /// <summary>The fields, or null when the boundary that the header names does not hold the body together, or the head of a part is longer than 1,024 characters.</summary>
    public static IReadOnlyList<NameValue>? Read(string contentType, ReadOnlyMemory<byte> body)
    {
        if (Boundary().Match(contentType) is not { Success: true } match)
            return null;
        var boundary = match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value;
        var text = Encoding.UTF8.GetString(body.Span);
        var parts = ("\r\n" + text).Split("\r\n--" + boundary);
        if (parts is not ["", _, .., ['-', '-', ..]])
            return null;
        var fields = new List<NameValue>();
        foreach (var part in parts[1..^1])
        {
            var end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
                continue;
            if (end > LongestHead)
                return null;
            var head = part[..end];
            if (Name().Match(head) is { Success: true } name && !head.Contains("filename", StringComparison.OrdinalIgnoreCase))
                fields.Add(new(name.Groups[1].Value, part[(end + 4)..]));
        }

        return fields;
    }

    [GeneratedRegex("""boundary=(?:"([^"]{1,200})"|([^;\s"]{1,200}))""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Boundary();

    [GeneratedRegex("""Content-Disposition:\s*form-data;.*?\bname="([^"]{1,200})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
