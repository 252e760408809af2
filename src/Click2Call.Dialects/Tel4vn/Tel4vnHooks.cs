using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Events;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Tel4vn;

/// <summary>
/// <c>/v1/event</c>: lists, adds and removes event hooks ("PBX API Reference", Event). Each is an endpoint of the account
/// that is told one event in the document's shape.
/// </summary>
/// <param name="book">Where endpoints are.</param>
/// <param name="seal">Keeps the key that a client wants to be called with.</param>
/// <param name="http">Knows whether plain http may be used.</param>
/// <param name="time">The clock.</param>
public sealed class Tel4vnHooks(IEndpointBook book, ISecretSeal seal, OutgoingHttp http, TimeProvider time)
{
    private const int Most = 20;
    private const int LongestKey = 1000;
    private const string Masked = "********";

    internal async Task<Tel4vnReply> Answer(HttpContext context, Account account, Tel4vnShape shape)
    {
        var rest = (context.Request.Path.Value ?? "").Trim('/').Split('/');
        return context.Request.Method switch
        {
            "GET" => List(account),
            "POST" => await Add(context, account, shape),
            _ => await Remove(account, rest is [_, _, var id] ? id : null, shape),
        };
    }

    // That there is a key is told, and not which: the receiver trusts whoever has it.
    private static Tel4vnReply List(Account account)
    {
        var hooks = account.Endpoints.Where(endpoint => endpoint.Format == EventFormat.Tel4vn).ToList();
        return Tel4vnReply.Ok(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            foreach (var endpoint in hooks)
            {
                json.WriteStartObject();
                json.WriteString("id", endpoint.Id);
                json.WriteString("event", endpoint.Hook);
                json.WriteString("callback_url", endpoint.Url.OriginalString);
                json.WriteString("callback_apikey", endpoint.Sealed is [_, ..] ? Masked : "");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("total", hooks.Count);
            json.WriteEndObject();
        }));
    }

    private async Task<Tel4vnReply> Add(HttpContext context, Account account, Tel4vnShape shape)
    {
        var fields = await RequestFields.Read(context.Request, FieldLimits.Default, StringComparer.Ordinal, context.RequestAborted);
        if (fields.Problem is { } problem)
            return Tel4vnReply.Of(shape, new Tel4vnFault(problem.Status, "REQUEST_INVALID", problem.Message));
        if (!fields.Has("callback_url", out var url))
            return Tel4vnReply.Of(shape, Tel4vnFault.Missing("callback_url"));
        if (!EndpointUrl.IsOne(url, http.Allows(inside: false)))
            return Tel4vnReply.Of(shape, Tel4vnFault.Invalid("callback_url", "callback_url must be an https address"));
        if (!fields.Has("event", out var word))
            return Tel4vnReply.Of(shape, Tel4vnFault.Missing("event"));

        // "Other events are not recognised, and nothing is sent": then the client shall know it now.
        if (Tel4vnHook.EventsOf(word) is not { } events)
            return Tel4vnReply.Of(shape, Tel4vnFault.Invalid("event", $"event must be one of {string.Join(", ", Tel4vnHook.Words)}"));
        if (fields.Text("callback_apikey") is { Length: > LongestKey })
            return Tel4vnReply.Of(shape, Tel4vnFault.Invalid("callback_apikey", "callback_apikey is too long"));
        if (account.Endpoints.Count >= Most)
            return Tel4vnReply.Of(shape, Tel4vnFault.Invalid("event", "There are 20 event hooks already; delete one"));

        var endpoint = new EventEndpoint
        {
            Id = CallId.New(time).ToString(),
            Url = new Uri(url),
            Events = events,
            Hook = word,
            Format = EventFormat.Tel4vn,
            MadeThroughApi = true,
            Sealed = fields.Text("callback_apikey") is { } key ? [new SealedSecret(await seal.Seal(key, context.RequestAborted), null)] : [],
        };
        await book.Add(account.Id, endpoint, CancellationToken.None);
        return Tel4vnReply.Ok(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("created", true);
            json.WriteString("id", endpoint.Id);
            json.WriteEndObject();
        }));
    }

    private async Task<Tel4vnReply> Remove(Account account, string? id, Tel4vnShape shape)
    {
        if (id is null)
            return Tel4vnReply.Of(shape, Tel4vnFault.Missing("id"));
        if (account.FindEndpoint(id) is not { Format: EventFormat.Tel4vn } endpoint)
            return Tel4vnReply.Of(shape, Tel4vnFault.NotFound with { Message = "There is no such event" });
        await book.Delete(account.Id, endpoint.Id, CancellationToken.None);
        return Tel4vnReply.Ok(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("deleted", true);
            json.WriteEndObject();
        }));
    }
}
