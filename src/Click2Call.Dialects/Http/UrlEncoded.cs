using System.Text;
using Click2Call.Orders;

namespace Click2Call.Dialects.Http;

/// <summary>The <c>application/x-www-form-urlencoded</c> format, of query strings and bodies, in both directions.</summary>
public static class UrlEncoded
{
    /// <summary>
    /// Writes pairs with everything encoded but letters, digits and <c>-._~</c>. A <c>+</c> becomes <c>%2B</c>: read
    /// as a form, a bare one is a space, and the number that it began is another number.
    /// </summary>
    public static string Write(IEnumerable<NameValue> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var text = new StringBuilder();
        foreach (var (name, value) in pairs)
        {
            text.Append(text.Length == 0 ? "" : "&")
                .Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return text.ToString();
    }

    /// <summary>An address with pairs added to its query.</summary>
    public static Uri WithQuery(Uri address, IEnumerable<NameValue> pairs)
    {
        ArgumentNullException.ThrowIfNull(address);
        var added = Write(pairs);
        var query = address.Query.TrimStart('?');
        return new UriBuilder(address) { Query = query.Length == 0 ? added : added.Length == 0 ? query : query + "&" + added }.Uri;
    }

    /// <summary>Reads pairs, a few more than the limit at most.</summary>
    internal static void Read(ReadOnlySpan<char> text, List<NameValue> into, int limit)
    {
        foreach (var range in text.Split('&'))
        {
            var pair = text[range];
            if (pair.IsEmpty)
                continue;
            if (into.Count > limit)
                return;
            var equals = pair.IndexOf('=');
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            if (name.Length > 0)
                into.Add(new(name, equals < 0 ? "" : Decode(pair[(equals + 1)..])));
        }
    }

    private static string Decode(ReadOnlySpan<char> text) => Uri.UnescapeDataString(text.ToString().Replace('+', ' '));
}
