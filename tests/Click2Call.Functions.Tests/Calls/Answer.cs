using System.Text.Json;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>An HTTP answer, read whole.</summary>
internal sealed record Answer(int Status, string? MediaType, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.Clone();
        }
    }

    /// <summary>A text of the JSON object; null when it is not there.</summary>
    public string? this[string name] => Json.TryGetProperty(name, out var value) ? value.GetString() : null;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static async Task<Answer> Of(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, headers, body);
    }
}
