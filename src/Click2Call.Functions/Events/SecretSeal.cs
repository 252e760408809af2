using System.Security.Cryptography;
using System.Text;
using Click2Call.Events;
using Click2Call.Functions.Accounts;

namespace Click2Call.Functions.Events;

/// <summary>Seals by AES-GCM under a key that is derived from the installation's own.</summary>
internal sealed class SecretSeal(InstallationKey key) : ISecretSeal
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public async ValueTask<string> Seal(string secret, CancellationToken cancellation)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var bytes = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceLength));
        using var aes = new AesGcm(await Key(cancellation), TagLength);
        aes.Encrypt(bytes.AsSpan(0, NonceLength), plain, bytes.AsSpan(NonceLength, plain.Length), bytes.AsSpan(NonceLength + plain.Length));
        return Convert.ToBase64String(bytes);
    }

    public async ValueTask<string?> Open(string text, CancellationToken cancellation)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length < NonceLength + TagLength)
            return null;
        var plain = new byte[length - NonceLength - TagLength];
        try
        {
            using var aes = new AesGcm(await Key(cancellation), TagLength);
            aes.Decrypt(bytes.AsSpan(0, NonceLength), bytes.AsSpan(NonceLength, plain.Length), bytes.AsSpan(NonceLength + plain.Length, TagLength), plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return Encoding.UTF8.GetString(plain);
    }

    // A key of its own: what signs status addresses must not also seal secrets.
    private async ValueTask<byte[]> Key(CancellationToken cancellation) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, await key.Get(cancellation), 32, info: "endpoint-secrets"u8.ToArray());
}
