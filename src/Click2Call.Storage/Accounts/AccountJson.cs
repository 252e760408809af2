using System.Text.Json.Serialization;

namespace Click2Call.Storage.Accounts;

/// <summary>The JSON of the rows. Unknown members are passed over: during a roll-out a newer writer may be at work.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(StoredAccount))]
[JsonSerializable(typeof(StoredLine))]
[JsonSerializable(typeof(StoredExtension))]
[JsonSerializable(typeof(StoredGroup))]
[JsonSerializable(typeof(StoredClickToCall))]
[JsonSerializable(typeof(StoredFlow))]
[JsonSerializable(typeof(StoredHours))]
[JsonSerializable(typeof(StoredEndpoint))]
[JsonSerializable(typeof(StoredHealth))]
[JsonSerializable(typeof(StoredWriteBack))]
[JsonSerializable(typeof(StoredKey))]
internal sealed partial class AccountJson : JsonSerializerContext;
