using Click2Call.Orders;

namespace Click2Call.Crm.Posts;

/// <summary>The <c>application/x-www-form-urlencoded</c> format, read.</summary>
internal static class FormText
{
    /// <summary>The pairs in their order; a name may stand more than once.</summary>
    public static IReadOnlyList<NameValue> Read(ReadOnlySpan<char> text)
    {
        var pairs = new List<NameValue>();
        foreach (var range in text.Split('&'))
        {
            var pair = text[range];
            if (pair.IsEmpty)
                continue;
            var equals = pair.IndexOf('=');
            pairs.Add(new(Decode(equals < 0 ? pair : pair[..equals]), equals < 0 ? "" : Decode(pair[(equals + 1)..])));
        }

        return pairs;
    }

    private static string Decode(ReadOnlySpan<char> text) => Uri.UnescapeDataString(text.ToString().Replace('+', ' '));
}
