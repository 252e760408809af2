using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Crm.Tests.WriteBack;

/// <summary>A CRM on a free port of 127.0.0.1 that keeps activities in memory and answers as its vendor's documentation says.</summary>
internal abstract class StubCrm : IAsyncDisposable
{
    protected const string Token = "token-of-the-account";
    private readonly StubServer _server;
    private int _ids = 100;

    protected StubCrm() => _server = new(Serve);

    public Uri Address => new(_server.Address + "/");

    /// <summary>The activities that were written, by their ids.</summary>
    public Dictionary<string, JsonObject> Activities { get; } = [];

    /// <summary>What was asked, method and path.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Whether the record with the number is there.</summary>
    public bool KnowsTheNumber { get; set; } = true;

    /// <summary>What is answered instead, as long as it says so; the work is done all the same when it says so.</summary>
    public Func<string, (int Status, string Body, bool Work)?>? Instead { get; set; }

    public string? RetryAfter { get; set; }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    protected string NewId() => (++_ids).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether a request proves who it is.</summary>
    protected abstract bool Admits(HttpRequest request, string target);

    /// <summary>The answer to a request.</summary>
    protected abstract (int Status, string Body) Answer(string method, string path, JsonObject? body);

    private static JsonObject FormOf(string text)
    {
        var form = new JsonObject();
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
            form[pair.Split('=')[0]] = Uri.UnescapeDataString(pair.Split('=')[1]);
        return form;
    }

    private StubAnswer Serve(HttpRequest request, string target, string posted)
    {
        var path = Uri.UnescapeDataString(target.TrimStart('/'));
        Asked.Add($"{request.Method} {path}");
        var body = posted.StartsWith('{') ? JsonNode.Parse(posted)!.AsObject() : FormOf(posted);
        var instead = Instead?.Invoke($"{request.Method} {path}");
        (int Status, string Body) answer = (401, """{"error":"invalid token"}""");
        if (instead is null or { Work: true } && Admits(request, target))
            answer = Answer(request.Method, path, body);
        if (instead is { } other)
            answer = (other.Status, other.Body);
        return new(answer.Status, answer.Body, RetryAfter);
    }
}
