using System.Text;
using System.Xml;

namespace Click2Call.Dialects.Voicenter;

/// <summary>The part of XML-RPC that the dialect uses: one struct of values.</summary>
internal static class XmlRpc
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 256 * 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>
    /// The members of the outermost struct by name, in any case; values that are structs or arrays themselves are
    /// left out. Null when it is no XML, holds a DTD, or no struct.
    /// </summary>
    public static Dictionary<string, string>? Members(string text)
    {
        var members = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var reader = XmlReader.Create(new StringReader(text.TrimStart()), Settings);
            if (!reader.ReadToFollowing("struct"))
                return null;
            var depth = reader.Depth;
            string? name = null;
            while (reader.Read() && reader.Depth > depth)
            {
                if (reader.NodeType != XmlNodeType.Element || reader.Depth != depth + 2)
                    continue;
                using var inner = reader.ReadSubtree();
                inner.Read();
                if (reader.LocalName == "name")
                    name = Text(inner, nested: false);
                else if (reader.LocalName == "value" && name is not null && Text(inner, nested: true) is { } value)
                    members[name] = value;
            }

            return members;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The text with markup escaped; what XML can't hold becomes a space.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], c))
                escaped.Append(c).Append(text[++i]);
            else
                escaped.Append(c switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", _ when XmlConvert.IsXmlChar(c) => c.ToString(), _ => " " });
        }

        return escaped.ToString();
    }

    // A value is its text, or one element of a type with text in it.
    private static string? Text(XmlReader inner, bool nested)
    {
        var text = new StringBuilder();
        var depth = inner.Depth;
        while (inner.Read())
        {
            if (inner.NodeType == XmlNodeType.Element && (!nested || inner.Depth > depth + 1 || inner.LocalName is "struct" or "array"))
                return null;
            if (inner.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                text.Append(inner.Value);
        }

        return text.ToString();
    }
}
