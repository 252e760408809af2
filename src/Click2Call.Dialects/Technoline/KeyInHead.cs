using System.Text;
using System.Text.Json;

namespace Click2Call.Dialects.Technoline;

/// <summary>Finds <c>apiKey</c> in the beginning of a body, before the whole is read.</summary>
internal static class KeyInHead
{
    private const string Name = "apiKey";

    /// <summary>The key, if it stands whole in what there is; else null.</summary>
    /// <param name="contentType">The header's value.</param>
    /// <param name="head">The first bytes of the body.</param>
    public static string? Find(string? contentType, ReadOnlyMemory<byte> head)
    {
        if (head.Span.TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'{', ..] json)
            return OfJson(json);
        var text = Encoding.UTF8.GetString(head.Span);
        return contentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true ? OfMultipart(text) : OfForm("&" + text);
    }

    private static string? OfForm(string text) =>
        Between(text, $"&{Name}=", "&") is { } value ? Uri.UnescapeDataString(value.Replace('+', ' ')).Trim() : null;

    // The head of the part may name a type as well; its value ends where the next part begins.
    private static string? OfMultipart(string text)
    {
        foreach (var name in (string[])[$"name=\"{Name}\"", $"name={Name}\r"])
        {
            var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && Between(text[(at + name.Length - 1)..], "\r\n\r\n", "\r\n--") is { } value)
                return value.Trim();
        }

        return null;
    }

    private static string? OfJson(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, isFinalBlock: false, state: default);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals(Name))
                    return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or half a character in a text: the reader of the whole would say so.
        }

        return null;
    }

    private static string? Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
            return null;
        start += before.Length;
        var end = text.IndexOf(after, start, StringComparison.Ordinal);
        return end < 0 ? null : text[start..end];
    }
}
