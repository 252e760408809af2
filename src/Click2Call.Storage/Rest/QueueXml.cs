using System.Globalization;
using System.Text;
using System.Xml;

namespace Click2Call.Storage.Rest;

/// <summary>Bodies of the Queue service ("Put Message", "Get Messages"): XML, and in it the text in base64.</summary>
internal static class QueueXml
{
    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreWhitespace = true };

    public static ReadOnlyMemory<byte> Write(string text)
    {
        // Base64 needs no escaping.
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        return Encoding.UTF8.GetBytes($"<QueueMessage><MessageText>{base64}</MessageText></QueueMessage>");
    }

    public static QueueReceipt ReadReceipt(ReadOnlyMemory<byte> body) => ReadMessages(body) is [var message]
        ? new QueueReceipt(message.MessageId, message.PopReceipt)
        : throw new FormatException("Not one receipt for one message.");

    public static IReadOnlyList<QueueMessage> ReadMessages(ReadOnlyMemory<byte> body)
    {
        var messages = new List<QueueMessage>();
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        using var xml = Open(body);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.Name == "QueueMessage")
            {
                fields.Clear();
            }
            else if (xml.NodeType == XmlNodeType.EndElement && xml.Name == "QueueMessage")
            {
                messages.Add(Message(fields));
            }
            else if (xml.NodeType == XmlNodeType.Element && xml.Depth == 2)
            {
                // Stops at the end tag, which the loop then passes.
                var name = xml.Name;
                fields[name] = xml.IsEmptyElement || !xml.Read() || xml.NodeType != XmlNodeType.Text ? "" : xml.Value;
            }
        }

        return messages;
    }

    /// <summary>The code of an error answer of either service, or null when it has none.</summary>
    public static string? ErrorCode(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var xml = Open(body);
            while (xml.Read())
            {
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "Code" or "code")
                    return xml.ReadElementContentAsString();
            }
        }
        catch (XmlException)
        {
            // A proxy's page: the status says enough.
        }

        return null;
    }

    private static XmlReader Open(ReadOnlyMemory<byte> body) => XmlReader.Create(new MemoryStream(body.ToArray()), Safe);

    private static QueueMessage Message(Dictionary<string, string> fields) => new(
        Field(fields, "MessageId"),
        Field(fields, "PopReceipt"),
        Text(fields.GetValueOrDefault("MessageText", "")),
        int.Parse(fields.GetValueOrDefault("DequeueCount", "0"), CultureInfo.InvariantCulture),
        DateTimeOffset.Parse(Field(fields, "InsertionTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));

    private static string Field(Dictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out var value) ? value : throw new FormatException($"A message without {name}.");

    /// <summary>A message that some other tool put as plain text must not stop the ones beside it, so it comes as it is.</summary>
    private static string Text(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : base64;
    }
}
