using System.Text.Json;
using System.Text.Json.Serialization;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Functions.Calls;
using Click2Call.Functions.Pages;
using Click2Call.Http;
using Click2Call.Intake;
using Click2Call.Orders;

namespace Click2Call.Functions.Leads;

/// <summary>What a visitor is answered: a page for a plain form, JSON for a script. Friendly, true, nothing of the inside.</summary>
internal static class LeadAnswers
{
    /// <summary>When storage cannot be reached.</summary>
    public const string Later = "We could not take your message just now. Please send it again in a minute. We are sorry for the trouble.";

    /// <summary>When the visitor can do nothing about it: a mistake of ours, or of whoever set the form up.</summary>
    public const string NotWorking = "Something went wrong on our side, and your message was not taken. We are sorry; please reach us in another way.";

    /// <summary>The call is on its way, or was tried.</summary>
    public static async Task Write(HttpContext http, ClickToCallDoor door, Account account, Call call, bool mayCancel, byte[] key, DateTimeOffset now)
    {
        // Whoever waits for a call may ask until it has come.
        var token = StatusToken.Make(key, call.Account, call.Id, VisitorWords.LaterThan(call, now) ?? now, mayCancel);
        if (WantsJson(http.Request))
        {
            await Json(http, 200, StatusOf(call, account, now) with { StatusUrl = $"/leads/{door}/status/{token}" });
            return;
        }

        // 303: the browser fetches the next page by GET, so that a reload does not post again.
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Location = account.FindClickToCall(door.ClickToCall)?.ThankYouUrl?.AbsoluteUri ?? $"/leads/{door}/thanks/{token}";
    }

    /// <summary>The lead was not taken; the visitor can do something about it or come back.</summary>
    public static Task Sorry(HttpContext http, int status, string? field, string sentence, TimeSpan? retryAfter = null)
    {
        if (retryAfter is { } wait)
            http.Response.Headers.RetryAfter = Problems.Seconds(wait);
        return WantsJson(http.Request)
            ? Json(http, status, new LeadStatus { Status = sentence, Field = field })
            : VisitorPage.Sorry(http, status, sentence);
    }

    /// <summary>What nobody foresaw, or the server refused before we read it.</summary>
    public static Task Failed(HttpContext http, int status) => Sorry(http, status, null, status switch
    {
        413 => "This is more than the form takes. Please make it shorter and send it again.",
        503 => Later,
        >= 500 => NotWorking,
        _ => "The form could not be read. Please send it again.",
    });

    /// <summary>What a script is told of a call.</summary>
    public static LeadStatus StatusOf(Call call, Account? account, DateTimeOffset now)
    {
        var zone = VisitorZone.Of(call.Order, account, now);
        return new()
        {
            CallId = call.Id.ToString(),
            State = Words.Of(call.State),
            Outcome = call.Outcome is { } outcome ? Words.Of(outcome) : null,
            Status = VisitorWords.Of(call, zone, now),
            ScheduledFor = VisitorWords.LaterThan(call, now) is { } at ? TimeZoneInfo.ConvertTime(at, zone) : null,
        };
    }

    public static Task Json(HttpContext http, int status, LeadStatus answer) =>
        HttpAnswer.Send(http, status, "application/json", JsonSerializer.SerializeToUtf8Bytes(answer, ApiJson.Leads.LeadStatus));

    /// <summary>A script says that it reads JSON, or the browser says that a script asks.</summary>
    public static bool WantsJson(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase)
        || request.Headers["Sec-Fetch-Mode"].ToString() is "cors" or "same-origin";
}

/// <summary>What a script is told.</summary>
internal sealed record LeadStatus
{
    /// <summary>The call, for a talk with the account's people.</summary>
    public string? CallId { get; init; }

    /// <summary>Where it is, for programs.</summary>
    public string? State { get; init; }

    /// <summary>Why it ended, for programs.</summary>
    public string? Outcome { get; init; }

    /// <summary>The same in a sentence, for the visitor.</summary>
    public required string Status { get; init; }

    /// <summary>When the call will be placed, with the offset of the visitor's clock then; absent while it does not wait for a time.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>The field that was wrong.</summary>
    public string? Field { get; init; }

    /// <summary>Where to ask again; good for an hour, and for an hour after the time of a call for later.</summary>
    public string? StatusUrl { get; init; }
}

/// <summary>Its JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LeadStatus))]
internal sealed partial class LeadStatusJson : JsonSerializerContext;
