using System.Text.Json.Nodes;
using Click2Call.Calls;
using Click2Call.Orders;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Kazoo;

/// <summary>What goes into the envelope of an answer.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Data">The <c>data</c>.</param>
/// <param name="Message">The <c>message</c> of an error; null for a success.</param>
internal sealed record KazooReply(int Status, JsonNode? Data, string? Message = null)
{
    /// <summary>The revision of the document in <see cref="Data"/>.</summary>
    public string? Revision { get; init; }

    /// <summary>The id of what was created.</summary>
    public string? Location { get; init; }

    /// <summary>The token to echo.</summary>
    public string? AuthToken { get; init; }

    /// <summary>Where this page begins, and where the next one does.</summary>
    public (int Size, string? Start, string? Next)? Page { get; init; }

    /// <summary>When to try again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A success.</summary>
    public static KazooReply Ok(JsonNode? data) => new(StatusCodes.Status200OK, data);

    /// <summary>Nobody's token, or none.</summary>
    public static KazooReply InvalidCredentials(string words = "invalid credentials") =>
        new(StatusCodes.Status401Unauthorized, Words(words), "invalid_credentials");

    /// <summary>The token does not open this.</summary>
    public static KazooReply Forbidden() => new(StatusCodes.Status403Forbidden, Words("forbidden"), "forbidden");

    /// <summary>There is no such thing.</summary>
    public static KazooReply BadIdentifier(string id) => new(
        StatusCodes.Status404NotFound, new JsonObject { ["cause"] = id, ["message"] = "bad identifier" }, "bad_identifier");

    /// <summary>The place does not take this method.</summary>
    public static KazooReply MethodNotAllowed() => new(StatusCodes.Status405MethodNotAllowed, Words("method not allowed"), "method not allowed");

    /// <summary>Fields that are missing or wrong.</summary>
    public static KazooReply Invalid(JsonObject problems) => new(StatusCodes.Status400BadRequest, problems, "validation error");

    /// <summary>One field that is missing or wrong.</summary>
    public static KazooReply Invalid(string field, string rule, string message, JsonNode? value = null)
    {
        var problem = new JsonObject { ["message"] = message };
        if (value is not null)
            problem["value"] = value;
        return Invalid(new JsonObject { [field] = new JsonObject { [rule] = problem } });
    }

    /// <summary>A body without <c>data</c>.</summary>
    public static KazooReply NoEnvelope() => new(StatusCodes.Status400BadRequest, Words("invalid request envelope"), "invalid request envelope");

    /// <summary>A body that is no JSON.</summary>
    public static KazooReply NoJson() => Invalid(new JsonObject
    {
        ["json"] = new JsonObject { ["invalid"] = new JsonObject { ["message"] = "All JSON must be valid", ["target"] = "body" } },
    });

    /// <summary>Storage could not be reached; nothing was dialled.</summary>
    public static KazooReply Unavailable(TimeSpan retryAfter) => StorageDown() with { RetryAfter = retryAfter };

    /// <summary>The same call is being placed.</summary>
    public static KazooReply Busy(TimeSpan retryAfter) =>
        new(StatusCodes.Status503ServiceUnavailable, Words("the same call is being placed; ask again"), "too_many_requests") { RetryAfter = retryAfter };

    /// <summary>What nobody foresaw, or the server refused before it was read. Without a cause: that would be one of a call that does not ring.</summary>
    public static KazooReply Unforeseen(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => new(status, Words("request entity too large"), "request entity too large"),
        StatusCodes.Status503ServiceUnavailable => StorageDown(),
        >= StatusCodes.Status500InternalServerError => new(status, Words("something went wrong on our side; it is not known whether a call was placed"), "internal error"),
        _ => new(status, Words("the request is malformed"), "bad request"),
    };

    /// <summary>The call was not made, or is over.</summary>
    public static KazooReply Failed(KazooRoute route, CallOutcome outcome, RefusalReason? reason, CallId? call)
    {
        var row = KazooErrors.Of(outcome);
        var data = new JsonObject { ["cause"] = row.Cause, ["leg"] = row.Leg, ["message"] = row.Cause };
        if (row.Leg is null)
            data.Remove("leg");
        if (call is { } id && route.Id.Length > 0)
            data["call_id"] = KazooCallId.Of(route.Id, id);
        var status = reason is RefusalReason.NoLine or RefusalReason.LineCannot ? StatusCodes.Status500InternalServerError : row.Status;
        // The v1 document's error codes have no 429.
        if (route.V1 && status == StatusCodes.Status429TooManyRequests)
            status = StatusCodes.Status503ServiceUnavailable;
        var message = outcome == CallOutcome.Throttled ? "too_many_requests" : row.Cause;
        return new(status, data, message);
    }

    private static KazooReply StorageDown() =>
        new(StatusCodes.Status503ServiceUnavailable, Words("the storage can't be reached; nothing was dialled"), "datastore_unreachable");

    private static JsonObject Words(string message) => new() { ["message"] = message };
}
