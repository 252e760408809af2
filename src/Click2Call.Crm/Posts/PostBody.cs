using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Click2Call.Orders;

namespace Click2Call.Crm.Posts;

/// <summary>A body in the one form in which it came: JSON, the fields of a form, or XML.</summary>
internal sealed class PostBody
{
    private const int Depth = 32;
    private const int MostFields = 500;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The JSON; undefined when it is something else.</summary>
    public JsonElement Json { get; private init; }

    /// <summary>The fields of a form; null when it is something else.</summary>
    public IReadOnlyList<NameValue>? Form { get; private init; }

    /// <summary>The root of the XML; null when it is something else.</summary>
    public XElement? Xml { get; private init; }

    /// <summary>Why it could not be read.</summary>
    public PostProblem? Problem { get; private init; }

    public static PostBody Of(WebhookPost post, BodyForms forms)
    {
        var type = post.Header("Content-Type");
        var media = type?.Split(';')[0].Trim().ToLowerInvariant();
        var form = FormOf(media, post.Body.Span, forms);
        if (form == BodyForms.None)
            return Wrong(415, "Content-Type", $"The Content-Type is not one that this source sends; send {Names(forms)}.");
        if (post.Body.IsEmpty)
            return Wrong(400, null, "The body is empty.");
        try
        {
            if (media == "multipart/form-data")
                return MultipartText.Read(type!, post.Body) is { } parts ? OfForm(parts) : Wrong(400, "Content-Type", "The multipart body cannot be read by the boundary that Content-Type names.");
            var text = Strict.GetString(post.Body.Span).TrimStart('\uFEFF');
            return form switch
            {
                BodyForms.Json => OfJson(text),
                BodyForms.Xml => OfXml(text),
                _ => OfForm(FormText.Read(text.AsSpan().Trim())),
            };
        }
        catch (DecoderFallbackException)
        {
            return Wrong(400, null, "The body is not UTF-8.");
        }
    }

    /// <summary>The first field of that name, as sent; null when there is none.</summary>
    public string? Field(string name) => Form?.FirstOrDefault(pair => pair.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;

    private static PostBody OfJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = Depth });
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array
                ? new PostBody { Json = document.RootElement.Clone() }
                : Wrong(400, null, "The body is neither a JSON object nor a list.");
        }
        catch (JsonException)
        {
            return Wrong(400, null, "The body is not valid JSON.");
        }
    }

    private static PostBody OfXml(string text)
    {
        try
        {
            // No DTD: entities are how XML reads files and swells; SOAP forbids them anyway (SOAP 1.1, section 3).
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = 4 * 1024 * 1024,
            });
            return new PostBody { Xml = TooDeep(text) ? throw new XmlException() : XElement.Load(reader) };
        }
        catch (XmlException)
        {
            return Wrong(400, null, "The body is not XML that is taken here: it must be well formed, and without a DTD.");
        }
    }

    // XElement.Load is safe at any depth, but what walks it afterwards need not be.
    private static bool TooDeep(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (reader.Read())
        {
            if (reader.Depth > Depth)
                return true;
        }

        return false;
    }

    private static PostBody OfForm(IReadOnlyList<NameValue> fields) =>
        fields.Count > MostFields ? Wrong(400, null, $"The body has more than {MostFields} fields.") : new PostBody { Form = fields };

    // Senders forget the header, or say text/plain: then the first character tells.
    private static BodyForms FormOf(string? media, ReadOnlySpan<byte> body, BodyForms forms)
    {
        var said = media switch
        {
            "application/json" or "text/json" => BodyForms.Json,
            "application/x-www-form-urlencoded" or "multipart/form-data" => BodyForms.Form,
            "text/xml" or "application/xml" or "application/soap+xml" => BodyForms.Xml,
            null or "" or "text/plain" => body.TrimStart(" \r\n\t"u8) is [var first, ..]
                ? first switch { (byte)'{' or (byte)'[' => BodyForms.Json, (byte)'<' => BodyForms.Xml, _ => BodyForms.Form }
                : forms,
            _ when media.EndsWith("+json", StringComparison.Ordinal) => BodyForms.Json,
            _ => BodyForms.None,
        };
        return said & forms;
    }

    private static string Names(BodyForms forms) => string.Join(" or ", new[]
    {
        forms.HasFlag(BodyForms.Json) ? "application/json" : null,
        forms.HasFlag(BodyForms.Form) ? "application/x-www-form-urlencoded" : null,
        forms.HasFlag(BodyForms.Xml) ? "text/xml" : null,
    }.OfType<string>());

    private static PostBody Wrong(int status, string? field, string message) => new() { Problem = new PostProblem(status, field, message) };
}
