using System.Text.Json;

namespace Click2Call.Storage.Calls;

/// <summary>A closed result as a JSON array: its kind, then its texts. Short, and open to further kinds.</summary>
internal static class TaggedText
{
    public static List<string?> Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("An array was expected.");
        List<string?> texts = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            texts.Add(reader.TokenType == JsonTokenType.Null ? null : reader.GetString());
        return texts;
    }

    public static void Write(Utf8JsonWriter writer, params ReadOnlySpan<string?> texts)
    {
        writer.WriteStartArray();
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
