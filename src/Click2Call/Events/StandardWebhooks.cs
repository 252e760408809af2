using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Click2Call.Events;

/// <summary>Signs as Standard Webhooks says (specification, Signature scheme): HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
public static class StandardWebhooks
{
    /// <summary>The header of the event's id.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>The header of the attempt's time, Unix seconds.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>The header of the signatures, a space between two.</summary>
    public const string SignatureHeader = "webhook-signature";

    private const string Prefix = "whsec_";

    /// <summary>A new secret: 32 random bytes; the specification asks for 24 to 64.</summary>
    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Whether a text is a secret that can sign: <c>whsec_</c>, which may be missing, and 24 to 64 bytes in Base64.</summary>
    public static bool IsSecret(string text) => KeyOf(text) is { Length: >= 24 and <= 64 };

    /// <summary>The signatures of a message by each secret, as the header takes them.</summary>
    /// <param name="secrets">The secrets; at least one, all of them good.</param>
    /// <param name="id">The event's id.</param>
    /// <param name="at">The time of the attempt.</param>
    /// <param name="body">What is sent.</param>
    public static string Sign(IEnumerable<string> secrets, string id, DateTimeOffset at, string body)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.{body}"));
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
            KeyOf(secret) ?? throw new ArgumentException("A secret is not Base64.", nameof(secrets)), signed))));
    }

    private static byte[]? KeyOf(string text)
    {
        var base64 = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
