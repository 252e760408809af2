using System.Text.Json;
using System.Text.Json.Serialization;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>Flags as the phone system writes them: <c>"yes"</c> and <c>"no"</c>.</summary>
public sealed class YesNoConverter : JsonConverter<bool>
{
    /// <inheritdoc/>
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        string.Equals(reader.GetString(), "yes", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value ? "yes" : "no");
    }
}
