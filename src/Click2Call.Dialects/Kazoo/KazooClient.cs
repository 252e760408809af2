using System.Text.Json.Nodes;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Kazoo;

/// <summary>What a line asks of a Kazoo before it dials: a token, and the click-to-call to dial with.</summary>
internal sealed class KazooClient(LineSettings settings, LineConnection connection, ISecrets secrets, KazooMemory memory, TimeProvider clock)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);

    /// <summary>What the memory holds.</summary>
    public KazooMemory Memory => memory;

    /// <summary>Whether the phone system is up, by the breaker; asks it when the breaker wants to know.</summary>
    public Task<DialReadiness.NotReady?> Check(string key, CancellationToken cancellation) =>
        connection.Breaker.Check(token => SendProbe(key, token), cancellation);

    /// <summary>Asks for something harmless.</summary>
    public Task<LineReply> Probe(string key, CancellationToken cancellation) =>
        connection.Breaker.Probe(token => SendProbe(key, token), cancellation);

    /// <summary>The API key.</summary>
    public ValueTask<string> Key(CancellationToken cancellation) =>
        secrets.Get(settings.Secrets.GetValueOrDefault(KazooOptions.ApiKey, ""), cancellation);

    /// <summary>A token and the click-to-call's id, or why there is none.</summary>
    /// <param name="key">The API key.</param>
    /// <param name="agent">Whom it rings, for ids that the settings name.</param>
    /// <param name="document">What the click-to-call must be, when the line makes its own.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<(string Token, string Id, DialReadiness.NotReady? Not)> Prepare(
        string key, string agent, JsonObject document, CancellationToken cancellation)
    {
        var name = document["name"]!.GetValue<string>();
        for (var fresh = false; ; fresh = true)
        {
            var (token, refused) = await Token(key, cancellation);
            if (refused is not null)
                return ("", "", refused);
            if ((KazooOptions.FixedFor(settings, agent) ?? memory.Ids.GetValueOrDefault(name)) is { } known)
                return (token, known, null);
            var (id, not, stale) = await FindOrCreate(key, token, name, document, cancellation);
            if (stale)
                memory.Forget(token);
            if (!stale || fresh)
                return (token, id, not);
        }
    }

    private async Task<(string Token, DialReadiness.NotReady? Not)> Token(string key, CancellationToken cancellation)
    {
        if (memory.Token(clock.GetUtcNow()) is { } known)
            return (known, null);
        var reply = await connection.Breaker.Probe(token => SendKey(key, token), cancellation);
        var (answer, not, _) = Unwrap(reply, key, "");
        if (answer is { AuthToken: { Length: > 0 } token })
        {
            memory.Keep(token, clock.GetUtcNow());
            return (token, null);
        }

        return ("", not ?? new(CallOutcome.LineRefused, "The phone system gave no token for the API key; check the line's baseUrl."));
    }

    private async Task<(string Id, DialReadiness.NotReady? Not, bool Stale)> FindOrCreate(
        string key, string token, string name, JsonObject document, CancellationToken cancellation)
    {
        var query = UrlEncoded.WithQuery(KazooOptions.ClickToCalls(settings), [new("paginate", "false"), new("filter_name", name)]);
        var reply = await connection.Breaker.Probe(
            giveUp => connection.Http.Send(KazooLine.Request(HttpMethod.Get, query, token, null), Timeout, giveUp), cancellation);
        var (list, not, stale) = Unwrap(reply, key, token);
        if (list is null)
            return ("", not, stale);
        var id = (list.Data as JsonArray ?? []).OfType<JsonObject>()
            .FirstOrDefault(row => KazooRequest.TextOf(row["name"]) == name) is { } found ? KazooRequest.TextOf(found["id"]) : null;
        if (id is null)
        {
            // Two instances may both create one: either will do.
            var body = new JsonObject { ["data"] = document.DeepClone() };
            reply = await connection.Breaker.Probe(
                giveUp => connection.Http.Send(KazooLine.Request(HttpMethod.Put, KazooOptions.ClickToCalls(settings), token, body), Timeout, giveUp),
                cancellation);
            (var made, not, stale) = Unwrap(reply, key, token);
            if (made is null)
                return ("", not, stale);
            id = made.Data is JsonObject row ? KazooRequest.TextOf(row["id"]) : null;
        }

        if (string.IsNullOrEmpty(id))
            return ("", new DialReadiness.NotReady(CallOutcome.LineRefused, "The phone system gave no id for its click-to-call."), false);
        memory.Ids[name] = id;
        return (id, null, false);
    }

    private Task<LineReply> SendProbe(string key, CancellationToken cancellation) => memory.Token(clock.GetUtcNow()) is { } token
        ? connection.Http.Send(
            KazooLine.Request(HttpMethod.Get, UrlEncoded.WithQuery(KazooOptions.ClickToCalls(settings), [new("page_size", "1")]), token, null),
            Timeout,
            cancellation)
        : SendKey(key, cancellation);

    private Task<LineReply> SendKey(string key, CancellationToken cancellation)
    {
        var body = new JsonObject { ["data"] = new JsonObject { ["api_key"] = key } };
        return connection.Http.Send(KazooLine.Request(HttpMethod.Put, KazooOptions.Address(settings, "api_auth"), null, body), Timeout, cancellation);
    }

    // Nothing rings because of these requests: whatever went wrong, the order is refused.
    private static (KazooAnswer? Ok, DialReadiness.NotReady? Not, bool Stale) Unwrap(LineReply reply, string key, string token)
    {
        if (reply is LineReply.Answered { Status: < 300 } good && KazooWire.Read(good.Body) is { Failed: false } answer)
            return (answer, null, false);
        var stale = reply is LineReply.Answered { Status: 401 };
        if (StatusVerdict.Of(reply) is { } verdict)
        {
            return verdict is DialResult.Refused refused
                ? (null, new(refused.Outcome, refused.Reason), stale)
                : (null, new(CallOutcome.LineUnavailable, ((DialResult.Uncertain)verdict).Reason), stale);
        }

        var answered = (LineReply.Answered)reply;
        var words = ReasonText.Of(KazooWire.Read(answered.Body)?.Message, key, token);
        return (null, new(
            answered.Status >= 500 ? CallOutcome.LineUnavailable : CallOutcome.LineRefused,
            $"The phone system answered HTTP {answered.Status}{(words is null ? "; check the line's baseUrl and accountId" : ": " + words)}."), stale);
    }
}
