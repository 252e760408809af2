using System.Globalization;
using Click2Call.Crm.Posts;

namespace Click2Call.Crm.Leads;

/// <summary>
/// The id of an event whose sender names none: a hash of what was sent and of the hour. The same words within the hour
/// are one lead; a person who fills the same form again later in the day is another, because the desk joins those who
/// are being called anyway.
/// </summary>
internal static class EventHash
{
    public static string Of(ReadOnlyMemory<byte> body, DateTimeOffset now) => "hash:" + Convert.ToHexStringLower(Signature.Sha256(
        body, Signature.Bytes(now.UtcDateTime.ToString("|yyyyMMddHH", CultureInfo.InvariantCulture))));

    public static string Of(string text, DateTimeOffset now) => Of(Signature.Bytes(text), now);
}
