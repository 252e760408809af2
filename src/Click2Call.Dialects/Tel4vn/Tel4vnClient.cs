using System.Globalization;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Tel4vn;

/// <summary>Gets the line's token and keeps it while it is good.</summary>
internal sealed class Tel4vnClient(LineSettings settings, LineConnection connection, ISecrets secrets, Tel4vnMemory memory, TimeProvider clock)
{
    private const string NewToken = "v2/auth/token";
    private const string OldToken = "v1/auth/token";
    private const string NotThere = "The phone system answered HTTP 404; check the line's baseUrl.";

    /// <summary>How long a token without a time is used.</summary>
    private static readonly TimeSpan UnknownLife = TimeSpan.FromMinutes(15);

    // The vendor's example is good for half a year; a day is enough, so that a lost permission does not go unseen.
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);

    /// <summary>The secret that the line has, and its role.</summary>
    public async ValueTask<(string Role, string Value)> Secret(CancellationToken cancellation)
    {
        var role = Array.Find([Tel4vnOptions.Token, Tel4vnOptions.ApiKey], settings.Secrets.ContainsKey) ?? Tel4vnOptions.Password;
        return (role, (await secrets.Get(settings.Secrets.GetValueOrDefault(role, ""), cancellation)).Trim());
    }

    /// <summary>A token that should be good, or why there is none. It is new when it was made just now.</summary>
    public async Task<(string Token, bool New, DialReadiness.NotReady? Not)> Token((string Role, string Value) secret, CancellationToken cancellation)
    {
        if (secret.Role == Tel4vnOptions.Token)
            return (secret.Value, true, null);
        if (memory.Token(secret.Value, clock.GetUtcNow()) is { } known)
            return (known, false, null);

        var (apiKey, noKey) = secret.Role == Tel4vnOptions.ApiKey
            ? (secret.Value, null)
            : await Ask("v1/auth", Login(secret.Value), secret.Value, root => Tel4vnWire.Text(root, "data", "api_key") ?? Tel4vnWire.Text(root, "api_key"), cancellation);
        if (apiKey is null)
            return ("", false, noKey);
        var (fresh, refused) = await Ask(NewToken, Key(apiKey), secret.Value, ReadToken, cancellation);
        // Systems of the PBX API have the older address only.
        if (fresh is null && refused is { Outcome: CallOutcome.LineRefused, Reason: NotThere })
            (fresh, refused) = await Ask(OldToken, Key(apiKey), secret.Value, ReadToken, cancellation);
        if (fresh is null)
            return ("", false, refused);
        memory.Keep(secret.Value, fresh.Text, fresh.Until);
        return (fresh.Text, true, null);
    }

    /// <summary>Forgets a token that was refused.</summary>
    public void Forget(string token) => memory.Forget(token);

    /// <summary>A harmless request: with a fixed token a page of one call record, else the first step to a token.</summary>
    public async Task<LineReply> Probe((string Role, string Value) secret, CancellationToken cancellation)
    {
        if (secret.Role == Tel4vnOptions.Token)
            return await ReadFirst("v2/cdr?limit=1&offset=0", "v1/cdr?limit=1&page=1", secret.Value, cancellation);
        if (secret.Role == Tel4vnOptions.Password)
            return await Send(Post("v1/auth", Login(secret.Value)), cancellation);
        var reply = await Send(Post(NewToken, Key(secret.Value)), cancellation);
        return reply is LineReply.Answered { Status: 404 } ? await Send(Post(OldToken, Key(secret.Value)), cancellation) : reply;
    }

    /// <summary>Reads the newer address, or the older one where the newer is not there.</summary>
    public async Task<LineReply> ReadFirst(string newer, string older, string token, CancellationToken cancellation)
    {
        var reply = await Get(newer);
        return reply is LineReply.Answered { Status: 404 } ? await Get(older) : reply;

        Task<LineReply> Get(string path) => Send(new Tel4vnRequest(HttpMethod.Get, Tel4vnOptions.Address(settings, path), null).Sign(token), cancellation);
    }

    /// <summary>Sends what is no dial.</summary>
    private Task<LineReply> Send(HttpRequestMessage request, CancellationToken cancellation) => connection.Http.Send(request, Timeout, cancellation);

    private async Task<(T? Found, DialReadiness.NotReady? Not)> Ask<T>(
        string path, byte[] body, string secret, Func<JsonElement, T?> read, CancellationToken cancellation)
        where T : class
    {
        // A read and not a dial: it may be the breaker's probe.
        var reply = await connection.Breaker.Probe(token => Send(Post(path, body), token), cancellation);
        switch (reply)
        {
            case LineReply.Answered { Status: < 300, Body: var answer } when Tel4vnWire.Object(answer, read) is { } found:
                return (found, null);
            case LineReply.Answered { Status: 404 }:
                return (null, new(CallOutcome.LineRefused, NotThere));
            case LineReply.Answered { Status: < 500 and not (408 or 429) } answered:
                var words = ReasonText.Of(Tel4vnWire.Read(answered.Body)?.Message, secret);
                return (null, new(CallOutcome.LineRefused, $"The phone system gives no token (HTTP {answered.Status}): {words ?? "check the line's secret and baseUrl."}"));
            default:
                return (null, new(CallOutcome.LineUnavailable, "The phone system gives no token now: " + reply switch
                {
                    LineReply.NotSent { Reason: var reason } => reason,
                    LineReply.Broken { Reason: var reason } => reason,
                    LineReply.Answered { Status: var status } => $"HTTP {status}.",
                    _ => "",
                }));
        }
    }

    private HttpRequestMessage Post(string path, byte[] body) => new(HttpMethod.Post, Tel4vnOptions.Address(settings, path))
    {
        Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } },
    };

    private byte[] Login(string password) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("username", settings.Options.GetValueOrDefault(Tel4vnOptions.Username, ""));
        json.WriteString("password", password);
        json.WriteEndObject();
    }).ToArray();

    private static byte[] Key(string apiKey) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("api_key", apiKey);
        json.WriteEndObject();
    }).ToArray();

    // expired_in is seconds from now (Call Center API Reference), expired the time itself (PBX API Reference).
    private GivenToken? ReadToken(JsonElement root)
    {
        if ((Tel4vnWire.Text(root, "data", "token") ?? Tel4vnWire.Text(root, "token")) is not { } token)
            return null;
        var now = clock.GetUtcNow();
        var life = Seconds(root, "expired_in") is { } seconds ? TimeSpan.FromSeconds(seconds)
            : Seconds(root, "expired") is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) - now
            : UnknownLife;
        life = life > LongestLife ? LongestLife : life;
        // A tenth of its life before it expires, at most a minute: a dial that is ready takes seconds to be sent.
        var spare = life / 10 < TimeSpan.FromMinutes(1) ? life / 10 : TimeSpan.FromMinutes(1);
        return new(token, now + life - spare);
    }

    private static long? Seconds(JsonElement root, string name) =>
        long.TryParse(Tel4vnWire.Text(root, "data", name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 100_000_000_000 ? number : null;

    private sealed record GivenToken(string Text, DateTimeOffset Until);
}
