using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Click2Call.Dialects.Http;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Kazoo;

/// <summary>A request of the dialect: the envelope, its <c>data</c>, the query, the token, wherever a client put them.</summary>
internal sealed class KazooRequest
{
    private const string AuthToken = "auth_token";

    private static readonly FieldLimits Limits = FieldLimits.Default with { Value = FieldLimits.Default.Body };

    private readonly RequestFields query;
    private readonly RequestFields? body;

    private KazooRequest(HttpRequest http, KazooRoute route, RequestFields query, RequestFields? body, JsonObject? data)
    {
        Route = route;
        (this.query, this.body, Data) = (query, body, data);
        RequestId = RequestIdOf(http);
        Origin = http.Headers.Origin.ToString() is { Length: > 0 } origin ? origin : null;
        IsOfAnotherSite = FetchSite.IsAnother(http);
        Header = http.Headers["X-Auth-Token"].ToString();
        Authorization = http.Headers.Authorization.ToString();
        // POST may tunnel another verb (Kazoo basics, Tunneling the request).
        var verb = body?.Text("verb") ?? query.Text("verb");
        Method = HttpMethods.IsPost(http.Method) && verb is not null ? verb.ToUpperInvariant() : http.Method;
    }

    /// <summary>Where it goes.</summary>
    public KazooRoute Route { get; }

    /// <summary>The method, a tunnelled one unwrapped.</summary>
    public string Method { get; }

    /// <summary>What is wrong with the request as such.</summary>
    public KazooReply? Problem { get; private init; }

    /// <summary>The <c>data</c>; null when there is none.</summary>
    public JsonObject? Data { get; }

    /// <summary>The id by which client and operator find the request again.</summary>
    public string RequestId { get; }

    /// <summary>The page that sent it.</summary>
    public string? Origin { get; }

    /// <summary>Whether a browser sent it for a page that is not ours; it may do that without naming an <see cref="Origin"/>.</summary>
    public bool IsOfAnotherSite { get; }

    /// <summary>The query's fields.</summary>
    public RequestFields Query => query;

    private string Header { get; }

    private string Authorization { get; }

    /// <summary>Everything that could be the token, in Kazoo's order.</summary>
    public IEnumerable<string> Tokens
    {
        get
        {
            string?[] candidates = [Header, TextOf(Data?[AuthToken]), query.Text(AuthToken), body?.Text(AuthToken), .. OfAuthorization()];
            return candidates.OfType<string>().Select(text => text.Trim()).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal);
        }
    }

    /// <summary>A value from <c>data</c>, the query or the envelope, in this order; as text.</summary>
    public string? Text(string name) => TextOf(Data?[name])?.Trim() is { Length: > 0 } text ? text : query.Number(name) ?? body?.Number(name);

    /// <summary>A switch from <c>data</c>, the query or the envelope: <c>true</c> or <c>1</c>. Null when it is absent.</summary>
    public bool? Flag(string name) => Text(name)?.ToUpperInvariant() switch
    {
        null => null,
        "TRUE" or "1" => true,
        _ => false,
    };

    /// <summary>Reads a request. Never throws for what is in it.</summary>
    public static async ValueTask<KazooRequest> Read(HttpRequest http, KazooRoute route)
    {
        var query = RequestFields.Parse(http.QueryString.Value, null, default, Limits, StringComparer.Ordinal);
        if (query.Problem is { } wrong)
            return new(http, route, query, null, null) { Problem = ProblemOf(wrong) };
        if (await RequestBody.Read(http, Limits.Body, http.HttpContext.RequestAborted) is not { } bytes)
        {
            return new(http, route, query, null, null)
            {
                Problem = new KazooReply(StatusCodes.Status413PayloadTooLarge, new JsonObject { ["message"] = "request entity too large" }, "request entity too large"),
            };
        }

        if (bytes.IsEmpty)
            return new(http, route, query, null, null);
        var body = RequestFields.Parse(null, http.ContentType, bytes, Limits, StringComparer.Ordinal);
        if (body.Problem is { } problem)
            return new(http, route, query, null, null) { Problem = ProblemOf(problem) };
        if (body["data"] is not { } text)
            return new(http, route, query, body, IsJson(bytes.Span) ? null : OfForm(body));
        return JsonOf(text) is { } data
            ? new(http, route, query, body, data)
            : new(http, route, query, body, null) { Problem = KazooReply.NoEnvelope() };
    }

    private static KazooReply ProblemOf(FieldProblem problem) => problem.Status switch
    {
        StatusCodes.Status415UnsupportedMediaType =>
            new(problem.Status, new JsonObject { ["message"] = problem.Message }, "unsupported media type"),
        _ when problem.Field is { } field => KazooReply.Invalid(field, "invalid", problem.Message),
        _ => KazooReply.NoJson(),
    };

    private static bool IsJson(ReadOnlySpan<byte> bytes) => bytes.TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'{', ..];

    // A form on a web page has no envelope: its fields are the data.
    private static JsonObject OfForm(RequestFields body)
    {
        var data = new JsonObject();
        foreach (var field in body.All.Where(field => field.Name is not (AuthToken or "verb")))
            data[field.Name] = field.Value;
        return data;
    }

    private static JsonObject? JsonOf(string text)
    {
        try
        {
            // Two members of one name are an error here, not a choice of ours.
            var options = new JsonDocumentOptions { MaxDepth = Limits.Depth, AllowDuplicateProperties = false };
            return JsonNode.Parse(text, documentOptions: options) is JsonObject data && IsText(data) ? data : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // Half characters throw when they are read; a NUL has no place in anything that a phone system is told.
    private static bool IsText(JsonNode? node) => node switch
    {
        JsonObject members => members.All(member => !member.Key.Contains('\0', StringComparison.Ordinal) && IsText(member.Value)),
        JsonArray items => items.All(IsText),
        JsonValue value when value.TryGetValue(out string? text) => !text.Contains('\0', StringComparison.Ordinal),
        _ => true,
    };

    private IEnumerable<string> OfAuthorization()
    {
        var parts = Authorization.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2)
            yield break;
        if (parts[0].Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            yield return parts[1];
        }
        else if (parts[0].Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            // Kazoo takes what stands there for the token; HTTP clients encode "user:password".
            yield return parts[1];
            var bytes = new byte[parts[1].Length];
            if (!Convert.TryFromBase64String(parts[1], bytes, out var length))
                yield break;
            var pair = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
            yield return pair[^1];
            yield return pair[0];
        }
    }

    internal static string? TextOf(JsonNode? node) => node switch
    {
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonValue value => value.ToJsonString(),
        _ => null,
    };

    internal static string RequestIdOf(HttpRequest http)
    {
        var sent = http.Headers["X-Request-ID"].ToString();
        return sent.Length is > 0 and <= 128 && sent.All(c => c is > ' ' and < '\x7F')
            ? sent
            : System.Security.Cryptography.RandomNumberGenerator.GetHexString(32, lowercase: true);
    }
}
