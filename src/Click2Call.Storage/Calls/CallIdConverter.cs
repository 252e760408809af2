using System.Text.Json;
using System.Text.Json.Serialization;
using Click2Call.Calls;

namespace Click2Call.Storage.Calls;

/// <summary>A call's id as its text.</summary>
internal sealed class CallIdConverter : JsonConverter<CallId>
{
    public override CallId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CallId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("Not a call id.");

    public override void Write(Utf8JsonWriter writer, CallId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
