using System.Text.Json;
using Click2Call.Dialects.Http;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Technoline;

/// <summary>An answer of the PHP addresses: <c>status</c> OK or ERROR, and what belongs to it (PBX Documentation Center, Response shapes).</summary>
/// <param name="Body">The JSON.</param>
public sealed record TechnolineReply(ReadOnlyMemory<byte> Body)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>When to try again, where the answer says so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The type of the body: JSON, or that of a file; null: there is none.</summary>
    public string? ContentType { get; init; } = HttpAnswer.Json;

    /// <summary>What was asked for, was done.</summary>
    /// <param name="more">Writes what belongs to it.</param>
    internal static TechnolineReply Ok(Action<Utf8JsonWriter>? more = null) => new(JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("status", "OK");
        json.WriteNumber("errorCode", TechnolineErrors.Ok);
        more?.Invoke(json);
        json.WriteEndObject();
    }));

    /// <summary>An error.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="note">What to say of it.</param>
    /// <param name="callId">The call that it is about.</param>
    internal static TechnolineReply Error(int code, string note, string? callId = null) => new(TechnolineWire.Error(code, note, callId));

    /// <summary>A status, and nothing else.</summary>
    internal static TechnolineReply NotAWord(int status) => new(ReadOnlyMemory<byte>.Empty) { Status = status, ContentType = null };

    /// <summary>What nobody foresaw, or the server refused before it was read.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="malformed">The code of a request that can't be read.</param>
    /// <param name="unavailable">The code while storage is down.</param>
    /// <param name="failure">The code of a mistake of ours.</param>
    internal static TechnolineReply Failed(int status, int malformed, int unavailable, int failure) => (status switch
    {
        StatusCodes.Status413PayloadTooLarge => Error(malformed, TechnolineNotes.TooLarge),
        StatusCodes.Status503ServiceUnavailable => Error(unavailable, TechnolineNotes.Unavailable),
        >= StatusCodes.Status500InternalServerError => Error(failure, TechnolineNotes.Unforeseen),
        _ => Error(malformed, TechnolineNotes.Malformed),
    }) with { Status = status };

    /// <summary>What to say of a request that could not be read; null when it could.</summary>
    /// <param name="form">The request.</param>
    /// <param name="limits">How much of one the action takes; null: whatever is read.</param>
    internal static TechnolineReply? Unreadable(TechnolineForm form, FieldLimits? limits = null)
    {
        if (form.TooLarge)
            return Error(TechnolineErrors.BadRequest, form.WhyTooLarge) with { Status = StatusCodes.Status413PayloadTooLarge };
        return (form.Fields.Problem ?? (limits is null ? null : form.Fields.Beyond(limits))) is { } problem
            ? Error(TechnolineErrors.BadRequest, problem.Message) with { Status = problem.Status }
            : null;
    }

    /// <summary>Sends an answer.</summary>
    internal static Task Send(HttpContext http, TechnolineReply reply)
    {
        if (reply.ContentType is not { } type)
        {
            http.Response.StatusCode = reply.Status;
            return Task.CompletedTask;
        }

        // A file that somebody uploaded is never a page of ours.
        if (type != HttpAnswer.Json)
        {
            http.Response.Headers.ContentDisposition = "attachment";
            http.Response.Headers.ContentSecurityPolicy = "sandbox";
        }

        return HttpAnswer.Send(http, reply.Status, type, reply.Body, reply.RetryAfter);
    }
}
