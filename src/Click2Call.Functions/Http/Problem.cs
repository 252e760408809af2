using System.Text.Json.Serialization;

namespace Click2Call.Http;

/// <summary>An error of the native API, as RFC 9457 says.</summary>
internal sealed record Problem
{
    /// <summary>A name of the kind of error that programs can compare: <c>urn:click2call:problem:…</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The kind in words.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What to do about this one.</summary>
    public string? Detail { get; init; }

    /// <summary>The fields that are wrong, each with a sentence.</summary>
    public IReadOnlyDictionary<string, string>? Errors { get; init; }

    /// <summary>The outcome in the history, where the error is one.</summary>
    public string? Outcome { get; init; }

    /// <summary>The row in the history, where there is one.</summary>
    public string? CallId { get; init; }
}

/// <summary>Its JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJson : JsonSerializerContext;
