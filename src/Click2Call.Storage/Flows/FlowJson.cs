using System.Text.Json.Serialization;

namespace Click2Call.Storage.Flows;

/// <summary>The JSON of flow calls.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredFlowCall))]
internal sealed partial class FlowJson : JsonSerializerContext;
