using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Click2Call.Crm.Posts;

/// <summary>Signatures and shared secrets. Everything that is secret is compared in constant time.</summary>
internal static class Signature
{
    /// <summary>How old, or how far ahead, a signed time may be: 5 minutes, as HubSpot and Standard Webhooks say.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>HMAC-SHA256 over several pieces, one after the other.</summary>
    public static byte[] HmacSha256(ReadOnlySpan<byte> key, params ReadOnlySpan<ReadOnlyMemory<byte>> pieces) => Hmac(HashAlgorithmName.SHA256, key, pieces);

    /// <summary>HMAC over several pieces, one after the other.</summary>
    public static byte[] Hmac(HashAlgorithmName algorithm, ReadOnlySpan<byte> key, params ReadOnlySpan<ReadOnlyMemory<byte>> pieces)
    {
        using var hash = IncrementalHash.CreateHMAC(algorithm, key);
        foreach (var piece in pieces)
            hash.AppendData(piece.Span);
        return hash.GetHashAndReset();
    }

    /// <summary>SHA-256 over several pieces, one after the other.</summary>
    public static byte[] Sha256(params ReadOnlySpan<ReadOnlyMemory<byte>> pieces)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var piece in pieces)
            hash.AppendData(piece.Span);
        return hash.GetHashAndReset();
    }

    /// <summary>The UTF-8 bytes.</summary>
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Whether a text is these bytes in hexadecimal.</summary>
    public static bool IsHex(string? text, ReadOnlySpan<byte> expected)
    {
        Span<byte> given = stackalloc byte[64];
        return text is not null && text.Length == expected.Length * 2
            && Convert.FromHexString(text, given, out _, out var written) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(given[..written], expected);
    }

    /// <summary>Whether a text is these bytes in base64.</summary>
    public static bool IsBase64(string? text, ReadOnlySpan<byte> expected)
    {
        Span<byte> given = stackalloc byte[66];
        return text is { Length: <= 88 } && Base64.IsValid(text) && Convert.TryFromBase64String(text, given, out var written)
            && CryptographicOperations.FixedTimeEquals(given[..written], expected);
    }

    /// <summary>Whether a text is the shared secret; how long the secret is cannot be told from the time it takes.</summary>
    public static bool IsSecret(string? text, string secret) =>
        text is not null && secret.Length > 0
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Bytes(text)), SHA256.HashData(Bytes(secret)));

    /// <summary>Whether a signed Unix time is of now.</summary>
    /// <param name="text">The digits, as sent.</param>
    /// <param name="milliseconds">Milliseconds, else seconds.</param>
    /// <param name="now">Now.</param>
    public static bool IsOfNow(string? text, bool milliseconds, DateTimeOffset now) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
        && time <= (milliseconds ? 253_402_300_799_999 : 253_402_300_799)
        && (now - (milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(time) : DateTimeOffset.FromUnixTimeSeconds(time))).Duration() <= Tolerance;

    /// <summary>The verdict on a proof that is there.</summary>
    public static Proof Judge(bool right) => right ? Proof.Valid : Proof.Wrong;
}
