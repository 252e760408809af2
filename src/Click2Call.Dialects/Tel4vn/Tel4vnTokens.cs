using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Click2Call.Dialects.Tel4vn;

/// <summary>
/// The tokens of <c>/v2/auth/token</c>. One holds the API key that it was asked for with and the time until which it is
/// good, encrypted by a key that all instances share: any of them can read it, nothing is stored for it, who sees it
/// does not learn the API key, and revoking the API key ends its tokens as well.
/// </summary>
/// <param name="installationKey">
/// At least 16 secret bytes that are the same on every instance. May throw <see cref="Calls.StorageUnavailableException"/>.
/// </param>
/// <param name="clock">The clock of expiry.</param>
public sealed class Tel4vnTokens(Func<CancellationToken, ValueTask<byte[]>> installationKey, TimeProvider clock)
{
    /// <summary>How long a token is good: a day. The document's example is half a year; its clients refresh.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(1);

    private const string Prefix = "t4v_";
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int TimeLength = 8;
    private const int Longest = 1024;

    /// <summary>A token for an API key.</summary>
    /// <param name="apiKey">The key.</param>
    /// <param name="cancellation">The caller went away.</param>
    public async ValueTask<(string Token, DateTimeOffset Expires)> Make(string apiKey, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(apiKey);
        var expires = clock.GetUtcNow() + Life;
        var plain = new byte[TimeLength + Encoding.UTF8.GetByteCount(apiKey)];
        BinaryPrimitives.WriteInt64BigEndian(plain, expires.ToUnixTimeSeconds());
        Encoding.UTF8.GetBytes(apiKey, plain.AsSpan(TimeLength));

        var sealedBytes = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceLength));
        using var cipher = await Cipher(cancellation);
        cipher.Encrypt(
            sealedBytes.AsSpan(0, NonceLength), plain, sealedBytes.AsSpan(NonceLength, plain.Length), sealedBytes.AsSpan(NonceLength + plain.Length));
        return (Prefix + Base64Url.EncodeToString(sealedBytes), expires);
    }

    /// <summary>
    /// The API key behind what was presented: of a token of ours the key in it, null when it is forged or too old;
    /// anything else is taken for a key itself.
    /// </summary>
    /// <param name="presented">What stood behind <c>Bearer</c>.</param>
    /// <param name="cancellation">The caller went away.</param>
    public async ValueTask<string?> Read(string presented, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(presented);
        if (!presented.StartsWith(Prefix, StringComparison.Ordinal))
            return presented;
        if (presented.Length > Longest || !Base64Url.IsValid(presented.AsSpan(Prefix.Length)))
            return null;
        var bytes = Base64Url.DecodeFromChars(presented.AsSpan(Prefix.Length));
        var length = bytes.Length - NonceLength - TagLength;
        if (length <= TimeLength)
            return null;
        var plain = new byte[length];
        using var cipher = await Cipher(cancellation);
        try
        {
            cipher.Decrypt(bytes.AsSpan(0, NonceLength), bytes.AsSpan(NonceLength, length), bytes.AsSpan(NonceLength + length), plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return BinaryPrimitives.ReadInt64BigEndian(plain) > clock.GetUtcNow().ToUnixTimeSeconds()
            ? Encoding.UTF8.GetString(plain, TimeLength, length - TimeLength)
            : null;
    }

    // A key of its own: the installation's signs other things as well.
    private async ValueTask<AesGcm> Cipher(CancellationToken cancellation) => new(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, await installationKey(cancellation), 32, info: "tel4vn token"u8.ToArray()), TagLength);
}
