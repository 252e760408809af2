using System.Text.Json.Serialization;

namespace Click2Call.Storage.Campaigns;

/// <summary>The JSON of campaigns.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StoredCampaignRow))]
[JsonSerializable(typeof(WakeMessage))]
internal sealed partial class CampaignJson : JsonSerializerContext;
