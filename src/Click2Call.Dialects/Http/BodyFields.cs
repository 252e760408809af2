using System.Text;
using Click2Call.Orders;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Click2Call.Dialects.Http;

/// <summary>Reads the fields of a body by its content type.</summary>
internal static class BodyFields
{
    public static FieldProblem? Read(string? contentType, ReadOnlyMemory<byte> body, FieldLimits limits, out List<NameValue> found)
    {
        found = [];
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) && !string.IsNullOrWhiteSpace(contentType))
            return Unsupported("The content type can't be read.");
        if (Charset(type) is not { } encoding)
            return Unsupported("The body's charset is neither UTF-8 nor ISO-8859-1.");
        if (type is not null && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return Multipart(type, body, limits, encoding, found);

        var text = encoding.GetString(body.Span).TrimStart('\uFEFF');
        if (text.AsSpan().TrimStart() is ['{' or '[', ..] || IsJson(type))
            return JsonFields.Read(text, limits, found);
        if (type is not null && !IsFormLike(type))
            return Unsupported("Send the fields as application/json, application/x-www-form-urlencoded or multipart/form-data.");
        UrlEncoded.Read(text.AsSpan().Trim(), found, limits.Fields);
        return null;
    }

    private static bool IsJson(MediaTypeHeaderValue? type) =>
        type is not null
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.MediaType.Equals("text/json", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));

    private static bool IsFormLike(MediaTypeHeaderValue type) =>
        type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        || type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase);

    private static Encoding? Charset(MediaTypeHeaderValue? type) => HeaderUtilities.RemoveQuotes(type?.Charset ?? default).Value?.ToUpperInvariant() switch
    {
        null or "" or "UTF-8" or "UTF8" or "US-ASCII" or "ASCII" => Encoding.UTF8,
        "ISO-8859-1" or "LATIN1" => Encoding.Latin1,
        _ => null,
    };

    private static FieldProblem? Multipart(MediaTypeHeaderValue type, ReadOnlyMemory<byte> body, FieldLimits limits, Encoding encoding, List<NameValue> found)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200)
            return new(StatusCodes.Status400BadRequest, null, "The multipart body has no boundary.");
        try
        {
            // The body is in memory: none of these waits.
            var reader = new MultipartReader(boundary, new MemoryStream(body.ToArray(), writable: false)) { BodyLengthLimit = limits.Body };
            while (reader.ReadNextSectionAsync().GetAwaiter().GetResult() is { } section)
            {
                if (found.Count > limits.Fields)
                    return null;
                if (section.GetContentDispositionHeader() is not { } disposition || !disposition.IsFormDisposition())
                    continue;
                using var text = new StreamReader(section.Body, encoding, detectEncodingFromByteOrderMarks: false);
                var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value;
                if (!string.IsNullOrEmpty(name))
                    found.Add(new(name, text.ReadToEnd()));
            }

            return null;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return new(StatusCodes.Status400BadRequest, null, "The multipart body can't be read.");
        }
    }

    private static FieldProblem Unsupported(string message) => new(StatusCodes.Status415UnsupportedMediaType, null, message);
}
