using System.Text.Json;
using System.Text.Json.Serialization;
using Click2Call.Calls;

namespace Click2Call.Dialects.Simulator;

/// <summary>A simulated call as text, for memories that keep text.</summary>
public static class SimulatedCallJson
{
    /// <summary>Writes a call.</summary>
    public static string Write(SimulatedCall call) => JsonSerializer.Serialize(call, SimulatedJson.Default.SimulatedCall);

    /// <summary>Reads a call.</summary>
    /// <exception cref="JsonException">The text is not one.</exception>
    public static SimulatedCall Read(string text) =>
        JsonSerializer.Deserialize(text, SimulatedJson.Default.SimulatedCall) ?? throw new JsonException("A simulated call is not null.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(AttemptIdText)])]
[JsonSerializable(typeof(SimulatedCall))]
internal sealed partial class SimulatedJson : JsonSerializerContext;

internal sealed class AttemptIdText : JsonConverter<AttemptId>
{
    public override AttemptId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AttemptId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("An attempt's id is a call's id, a dash and a number.");

    public override void Write(Utf8JsonWriter writer, AttemptId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
