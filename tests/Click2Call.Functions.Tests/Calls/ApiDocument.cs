using System.Globalization;
using System.Text.Json;
using Click2Call.Testing;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>The description of the API, and whether an answer is one that it promises.</summary>
internal static class ApiDocument
{
    private static readonly Lazy<JsonDocument> Document = new(() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src", "Click2Call.Functions", "openapi.json"))));

    public static JsonElement Root => Document.Value.RootElement;

    /// <summary>What a schema of the components says.</summary>
    public static JsonElement Schema(string name) => Root.GetProperty("components").GetProperty("schemas").GetProperty(name);

    /// <summary>Fails when the document has the operation and says nothing of such an answer.</summary>
    public static void Check(SeenAnswer answer)
    {
        if (Operation(answer.Method, answer.Path.Split('?')[0]) is not { } operation || answer.Status == 405)
            return;
        var responses = operation.GetProperty("responses");
        var status = answer.Status.ToString(CultureInfo.InvariantCulture);
        Assert.True(
            responses.TryGetProperty(status, out var response) || responses.TryGetProperty("default", out response),
            $"The document has no {status} for {answer.Method} {answer.Path}.");
        if (answer.Body.Length == 0)
            return;
        Assert.True(
            response.GetProperty("content").TryGetProperty(answer.MediaType!, out var content),
            $"The document has no {answer.MediaType} for {status} of {answer.Method} {answer.Path}.");
        if (!answer.MediaType!.EndsWith("json", StringComparison.Ordinal))
            return;
        using var body = JsonDocument.Parse(answer.Body);
        var problems = JsonSchemas.Problems(content.GetProperty("schema"), body.RootElement, "$").ToList();
        Assert.True(problems.Count == 0, $"{status} of {answer.Method} {answer.Path}: {string.Join("; ", problems)}\n{answer.Body}");
    }

    /// <summary>Method and path of every operation.</summary>
    public static IEnumerable<string> Operations() => Root.GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject().Where(part => part.Name != "parameters").Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"));

    private static JsonElement? Operation(string method, string path)
    {
        foreach (var template in Root.GetProperty("paths").EnumerateObject())
        {
            if (Fits(template.Name.Split('/'), path.Split('/')))
                return template.Value.TryGetProperty(method.ToLowerInvariant(), out var operation) ? operation : null;
        }

        return null;
    }

    private static bool Fits(string[] template, string[] path) =>
        template.Length == path.Length && template.Zip(path).All(pair => pair.First == pair.Second || (pair.First is ['{', ..] && pair.Second.Length > 0));
}
