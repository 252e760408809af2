using System.Text.Json;
using System.Text.Json.Serialization;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>The flags of <c>audioPlayer</c>, which are written <c>"YES"</c> and <c>"NO"</c> (Technoline API Module Documentation, audioPlayer).</summary>
public sealed class LoudYesNoConverter : JsonConverter<bool>
{
    /// <inheritdoc/>
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        string.Equals(reader.GetString(), "YES", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value ? "YES" : "NO");
    }
}
