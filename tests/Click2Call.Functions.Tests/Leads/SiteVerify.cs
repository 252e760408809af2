using System.Collections.Concurrent;
using System.Text.Json;
using Click2Call.Functions.Tests.Calls;
using Click2Call.Functions.Tests.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Click2Call.Functions.Tests.Leads;

/// <summary>
/// Cloudflare's siteverify on this machine, as its page describes it ("Server-side validation"): a token is good once, and
/// again only by the same idempotency key.
/// </summary>
internal sealed class SiteVerify : IAsyncDisposable
{
    private readonly Receiver _receiver;
    private readonly ConcurrentDictionary<string, string> _used = new(StringComparer.Ordinal);

    private SiteVerify(Receiver receiver) => _receiver = receiver;

    public Uri Address => _receiver.Address;

    /// <summary>What was asked, field by field.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Asked =>
        [.. _receiver.Posts.Select(post => QueryHelpers.ParseQuery(post.Body).ToDictionary(pair => pair.Key, pair => pair.Value.ToString()))];

    /// <summary>What it does instead.</summary>
    public Func<HttpContext, Task>? Instead { get; set; }

    public static async Task<SiteVerify> Start()
    {
        var receiver = await Receiver.Start();
        var verify = new SiteVerify(receiver);
        receiver.Answer = verify.Answer;
        return verify;
    }

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    private Task Answer(HttpContext http)
    {
        if (Instead is { } instead)
            return instead(http);
        var asked = Asked[^1];
        var key = asked["idempotency_key"];
        var problem = asked["secret"] != Doors.CrmSecret ? "invalid-input-secret"
            : !asked["response"].StartsWith("good", StringComparison.Ordinal) ? "invalid-input-response"
            : _used.GetOrAdd(asked["response"], key) != key ? "timeout-or-duplicate" : null;
        return http.Response.WriteAsync(problem is null
            ? """{"success":true,"error-codes":[],"challenge_ts":"2026-11-20T10:00:00.000Z","hostname":"www.example.com","action":"contact","cdata":""}"""
            : JsonSerializer.Serialize(new Dictionary<string, object> { ["success"] = false, ["error-codes"] = new[] { problem }, ["messages"] = Array.Empty<string>() }));
    }
}
