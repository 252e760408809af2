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

    public static Tel4vnFault Unauthorized { get; } = new(
        StatusCodes.Status401Unauthorized, "UNAUTHORIZED", "Send a token of /v2/auth/token or an API key as Authorization: Bearer");

    public static Tel4vnFault NoLogin { get; } = new(
        StatusCodes.Status401Unauthorized, "UNAUTHORIZED", "The username is the account's id and the password one of its API keys");

    public static Tel4vnFault NotFound { get; } = new(StatusCodes.Status404NotFound, "NOT_FOUND", "There is no such address");

    public static Tel4vnFault MethodNotAllowed { get; } = new(
        StatusCodes.Status405MethodNotAllowed, "METHOD_NOT_ALLOWED", "This address does not take this method");

    public static Tel4vnFault Events { get; } = new(
        StatusCodes.Status501NotImplemented, "NOT_IMPLEMENTED", "Events can not be registered here; nothing was changed");

    public static Tel4vnFault SameUnderWay { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "SAME_CALL_UNDER_WAY", "The same call is being placed; try again");

    public static Tel4vnFault Down { get; } = new(
        StatusCodes.Status503ServiceUnavailable, Unavailable, "Nothing was dialled; try again");

    public static Tel4vnFault Missing(string field) => Bad(field, "REQUIRED", $"{field} is missing");

    public static Tel4vnFault Invalid(string field, string why) => Bad(field, "INVALID", why);

    private static Tel4vnFault Bad(string field, string what, string why) =>
        new(StatusCodes.Status400BadRequest, $"{field.ToUpperInvariant()}_{what}", why);
}
