using System.Security.Cryptography;
using Click2Call.Orders;

namespace Click2Call.Functions.Calls;

/// <summary>
/// The <c>Idempotency-Key</c> header: a structured-field string (quoted), as the IETF draft says; taken unquoted too,
/// as most clients send it. Remembered for 24 hours.
/// </summary>
internal static class IdempotencyKey
{
    private const int Longest = 255;

    /// <summary>The key with the body's hash; the problem sentence when the header is there and cannot be used.</summary>
    public static (OrderKey? Key, string? Problem) Read(HttpRequest request, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.Headers.TryGetValue("Idempotency-Key", out var values))
            return (null, null);
        if (values.Count != 1 || values[0] is not { } text)
            return (null, "Send one Idempotency-Key.");
        text = text.Trim();
        if (text is ['"', .., '"'])
            text = text[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
        return text.Length is 0 or > Longest
            ? (null, "An Idempotency-Key has 1 to 255 characters.")
            : (new OrderKey("api", text, Convert.ToHexStringLower(SHA256.HashData(body))), null);
    }
}
