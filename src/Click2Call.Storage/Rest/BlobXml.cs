using System.Globalization;
using System.Xml;

namespace Click2Call.Storage.Rest;

/// <summary>Bodies of the Blob service ("List Blobs").</summary>
internal static class BlobXml
{
    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreWhitespace = true };

    /// <summary>One page of a listing, and the marker of the next.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="note">The metadata that is read.</param>
    public static (IReadOnlyList<BlobItem> Items, string? Next) ReadList(ReadOnlyMemory<byte> body, string note)
    {
        var items = new List<BlobItem>();
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? element = null, next = null;
        using var xml = XmlReader.Create(new MemoryStream(body.ToArray()), Safe);
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element when xml.Name == "Blob":
                    fields.Clear();
                    break;
                case XmlNodeType.Element:
                    element = xml.IsEmptyElement ? null : xml.Name;
                    break;
                case XmlNodeType.Text when element == "NextMarker":
                    next = xml.Value;
                    break;
                case XmlNodeType.Text when element is not null:
                    fields[element] = xml.Value;
                    break;
                case XmlNodeType.EndElement when xml.Name == "Blob":
                    items.Add(Item(fields, note));
                    break;
            }
        }

        return (items, string.IsNullOrEmpty(next) ? null : next);
    }

    private static BlobItem Item(Dictionary<string, string> fields, string note) => new(
        fields.TryGetValue("Name", out var name) ? name : throw new FormatException("A blob without a name."),
        fields.GetValueOrDefault("Content-Type", "application/octet-stream"),
        long.Parse(fields.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture),
        DateTimeOffset.Parse(fields.GetValueOrDefault("Last-Modified", "1970-01-01"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        fields.GetValueOrDefault(note));
}
