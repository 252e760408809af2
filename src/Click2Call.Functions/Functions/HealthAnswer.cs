using System.Text.Json.Serialization;

namespace Click2Call.Functions;

/// <summary>What <c>/health/…</c> answers.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c> or <c>notReady</c>.</param>
/// <param name="Problem">What is wrong, in one sentence.</param>
internal sealed record HealthAnswer(string Status, string? Problem);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class HealthJson : JsonSerializerContext;
