using System.Text.Json.Serialization;

namespace Click2Call.Storage.Events;

/// <summary>How deliveries and their messages are written. Unknown members are passed over: a newer version may have written them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(EventMessageText))]
[JsonSerializable(typeof(StoredDeliveryState))]
internal sealed partial class EventJson : JsonSerializerContext;
