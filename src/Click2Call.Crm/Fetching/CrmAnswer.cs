using System.Globalization;
using System.Text.Json;
using Click2Call.Crm.Posts;

namespace Click2Call.Crm.Fetching;

/// <summary>What a CRM answered.</summary>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
/// <param name="Body">The JSON; undefined when it was none.</param>
public sealed record CrmAnswer(int Status, JsonElement Body)
{
    // Limits of CRMs are counted by the second or by ten (HubSpot's "per 10 seconds").
    private static readonly TimeSpan UsualQuiet = TimeSpan.FromSeconds(10);

    /// <summary>When it asks us to come back.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>For how long it wants to be asked nothing at all: as it says, and 10 s where it only says that it was too much (429).</summary>
    public TimeSpan? Quiet => RetryAfter ?? (Status == 429 ? UsualQuiet : null);

    /// <summary>One sentence: why there was no answer, or what is wrong with it.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether it took what it was told.</summary>
    public bool Ok => Status is >= 200 and < 300;

    /// <summary>Whether it is the record that was asked for.</summary>
    public bool Good => Status == 200 && Body.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    /// <summary>No answer.</summary>
    public static CrmAnswer Broken(string problem) => new(0, default) { Problem = problem };

    /// <summary>The text or number at a path of names and, in lists, the first item; null when it is not there.</summary>
    public string? Text(params ReadOnlySpan<string> path) => At(path) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } found ? found.Text() : null;

    /// <summary>The element at such a path; undefined when it is not there.</summary>
    public JsonElement At(params ReadOnlySpan<string> path)
    {
        var at = Body;
        foreach (var name in path)
            at = First(at).At(name);
        return First(at) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } item ? item : at;
    }

    /// <summary>What an answer that is not <see cref="Good"/> means for the record.</summary>
    public FetchResult Judge() => Status switch
    {
        0 => new FetchResult.Later(Problem!, RetryAfter),
        410 => new FetchResult.Gone("The record is not in the CRM any more."),
        204 or 404 => new FetchResult.Gone("The record is not in the CRM, or its token may not read it.", FetchResult.Lagging),
        401 or 403 => new FetchResult.Later($"It refuses the token ({Http}).", RetryAfter),
        429 => new FetchResult.Later($"It asks for patience ({Http}).", RetryAfter) { Quiet = Quiet },
        _ => new FetchResult.Later($"It answered {Http}.", RetryAfter),
    };

    private static JsonElement First(JsonElement element) =>
        element.ValueKind != JsonValueKind.Array ? element : element.GetArrayLength() > 0 ? element[0] : default;

    private string Http => string.Create(CultureInfo.InvariantCulture, $"HTTP {Status}");

    /// <summary>Status only: the body is about a person.</summary>
    public override string ToString() => Http;
}
