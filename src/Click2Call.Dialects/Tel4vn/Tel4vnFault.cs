using Click2Call.Dialects.Http;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Tel4vn;

/// <summary>
/// A request that is at fault, or came at the wrong moment: said by the word in <c>error</c> and by HTTP, with the statuses
/// that the document lists (Errors: 400, 401, 404, 405, 503). The words are ours; they name the field, because the
/// synchronous answer has no <c>message</c>.
/// </summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Word">The word in <c>error</c>.</param>
/// <param name="Message">One sentence for the caller.</param>
internal sealed record Tel4vnFault(int Status, string Word, string Message)
{
    public const string PhoneInvalid = "PHONE_INVALID";
    public const string Unavailable = "SERVICE_UNAVAILABLE";
    public const string Unforeseen = "INTERNAL_ERROR";

    public static Tel4vnFault Unauthorized { get; } = new(
        StatusCodes.Status401Unauthorized, "UNAUTHORIZED", "Send a token of /v2/auth/token or an API key as Authorization: Bearer");

    public static Tel4vnFault NoEvents { get; } = new(
        StatusCodes.Status401Unauthorized, "UNAUTHORIZED", $"Event hooks need an API key with the scope '{KeyScope.Events}', or without scopes");

    public static Tel4vnFault NoLogin { get; } = new(
        StatusCodes.Status401Unauthorized, "UNAUTHORIZED", "The username is the account's id and the password one of its API keys");

    public static Tel4vnFault NotFound { get; } = new(StatusCodes.Status404NotFound, "NOT_FOUND", "There is no such address");

    public static Tel4vnFault MethodNotAllowed { get; } = new(
        StatusCodes.Status405MethodNotAllowed, "METHOD_NOT_ALLOWED", "This address does not take this method");

    public static Tel4vnFault SameUnderWay { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "SAME_CALL_UNDER_WAY", "The same call is being placed; try again");

    public static Tel4vnFault Down { get; } = new(
        StatusCodes.Status503ServiceUnavailable, Unavailable, "Nothing was dialled; try again");

    /// <summary>What nobody foresaw, or the server refused before it was read.</summary>
    public static Tel4vnFault Failed(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => new(status, "REQUEST_INVALID", "The request is too large"),
        StatusCodes.Status503ServiceUnavailable => Down,
        >= StatusCodes.Status500InternalServerError => new(status, Unforeseen, "Something went wrong on our side; it is not known whether the call was placed"),
        _ => new(status, "REQUEST_INVALID", "The request is malformed"),
    };

    public static Tel4vnFault Missing(string field) => Bad(field, "REQUIRED", $"{field} is missing");

    public static Tel4vnFault Invalid(string field, string why) => Bad(field, "INVALID", why);

    private static Tel4vnFault Bad(string field, string what, string why) =>
        new(StatusCodes.Status400BadRequest, $"{field.ToUpperInvariant()}_{what}", why);
}
