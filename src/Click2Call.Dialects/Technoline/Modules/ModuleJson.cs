using System.Text.Json.Serialization;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>The JSON of modules. Members that were not set are left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Module))]
internal sealed partial class ModuleJson : JsonSerializerContext;
