using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Click2Call.Calls;

namespace Click2Call.Functions.Leads;

/// <summary>
/// What a visitor holds of a call: opens its status for an hour from a time, and lets its own visitor cancel it. Who joined a call that
/// somebody else's request made may only look: anybody can send a form with another's number. Signed, so that nothing has
/// to be stored for it and nobody can make one.
/// </summary>
internal static class StatusToken
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);
    private const int IdLength = 16;
    private const int Signed = 4 + IdLength + 1;
    private const int MacLength = 16;

    public static string Make(byte[] key, string account, CallId call, DateTimeOffset from, bool mayCancel)
    {
        Span<byte> bytes = stackalloc byte[Signed + MacLength];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(from + Life).ToUnixTimeSeconds());
        Convert.FromHexString(call.ToHex()).CopyTo(bytes[4..]);
        bytes[4 + IdLength] = mayCancel ? (byte)1 : (byte)0;
        Sign(key, account, bytes[..Signed]).CopyTo(bytes[Signed..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The call, or null when the token is not ours, not this account's or too old.</summary>
    public static (CallId Call, bool MayCancel)? Read(byte[] key, string account, string? token, DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[Signed + MacLength];
        if (token?.Length != Base64Url.GetEncodedLength(Signed + MacLength) || !Base64Url.IsValid(token) || !Base64Url.TryDecodeFromChars(token, bytes, out var length) || length != bytes.Length)
            return null;
        var genuine = CryptographicOperations.FixedTimeEquals(Sign(key, account, bytes[..Signed]), bytes[Signed..]);
        return genuine
            && BinaryPrimitives.ReadUInt32BigEndian(bytes) >= now.ToUnixTimeSeconds()
            && CallId.TryParse(Convert.ToHexStringLower(bytes.Slice(4, IdLength)), out var call)
            ? (call, bytes[4 + IdLength] == 1)
            : null;
    }

    private static byte[] Sign(byte[] key, string account, ReadOnlySpan<byte> bytes) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(account + "\n" + Convert.ToHexString(bytes)))[..MacLength];
}
