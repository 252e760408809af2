using System.Text.Json.Serialization;
using Click2Call.Intake;

namespace Click2Call.Functions.Calls;

/// <summary>An entry of the do-not-call list as the native API tells it.</summary>
internal sealed record DoNotCallText(string Number, DateTimeOffset AddedAt, string? Note)
{
    public static DoNotCallText Of(DoNotCallEntry entry) => new(entry.Number, entry.AddedAt, entry.Note);
}

/// <summary>A page of the list.</summary>
internal sealed record DoNotCallPageText(IReadOnlyList<DoNotCallText> Numbers, string? Continuation);

/// <summary>The body of <c>POST /do-not-call</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DoNotCallRequest
{
    /// <summary>The number, in any usual form.</summary>
    public string? Number { get; init; }

    /// <summary>Why, in the account's own words; at most 500 characters.</summary>
    public string? Note { get; init; }
}

/// <summary>Their JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(DoNotCallText))]
[JsonSerializable(typeof(DoNotCallPageText))]
[JsonSerializable(typeof(DoNotCallRequest))]
internal sealed partial class DoNotCallJson : JsonSerializerContext;
