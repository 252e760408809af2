using System.Security.Cryptography;
using System.Text;

namespace Click2Call.Accounts;

/// <summary>Makes keys and their hashes. Keys are compared by hash: looking a hash up tells nothing about the key.</summary>
public static class KeyHash
{
    /// <summary>The hash under which a key is kept: SHA-256 of its UTF-8 bytes, lower-case hexadecimal.</summary>
    public static string Of(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }

    /// <summary>A new key: the account's id, so that people can tell keys apart, and 192 random bits.</summary>
    public static string NewKey(string account) =>
        $"c2c_{account}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}";

    /// <summary>Whether a token is the one behind a hash, in constant time.</summary>
    public static bool Matches(string? hash, string? token) =>
        hash is { Length: 64 }
        && token is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(Of(token)));
}
