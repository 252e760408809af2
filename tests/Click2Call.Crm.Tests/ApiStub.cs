using Microsoft.AspNetCore.Http;

namespace Click2Call.Crm.Tests;

/// <summary>A CRM's API on a free port of this machine: answers by script and remembers who asked what.</summary>
internal sealed class ApiStub : IAsyncDisposable
{
    private readonly Func<string, (int Status, string? Body, string? RetryAfter)> answer;
    private readonly StubServer server;

    public ApiStub(Func<string, (int Status, string? Body, string? RetryAfter)> answer)
    {
        this.answer = answer;
        server = new(Answer);
    }

    public string Address => server.Address;

    /// <summary>What was asked: path and query, the header that says who asks, and the body of a post.</summary>
    public List<(string Path, string? Authorization, string Body)> Asked { get; } = [];

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static string? Header(HttpRequest request, string name) => request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    private StubAnswer Answer(HttpRequest request, string target, string posted)
    {
        Asked.Add((target, Header(request, "Authorization") ?? Header(request, "x-api-token"), posted));
        var (status, body, retryAfter) = answer(target);
        return new(status, body, retryAfter);
    }
}
