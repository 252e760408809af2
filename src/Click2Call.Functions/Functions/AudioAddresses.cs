using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Click2Call.Calls;
using Click2Call.Campaigns;
using Click2Call.Dialects.Audio;
using Click2Call.Functions.Accounts;

namespace Click2Call.Functions;

/// <summary>
/// Where phone systems fetch what a campaign or a flow plays: <c>/audio/{account}/{token}/{name}</c>. The token is a time and a signature over
/// time, account and name; nothing is stored for it, and nobody can make one. It is all that protects the file, as with any address
/// that a phone system plays.
/// </summary>
internal sealed class AudioAddresses(InstallationKey installation, IAudioStore audio, TimeProvider time) : IAudioAddresses
{
    /// <summary>The route.</summary>
    public const string Route = "audio/{account}/{token}/{name}";

    private const int TimeLength = 4, MacLength = 16;

    // To the end of a day and one more, so that the address of a file is the same all day and a call that begins at the last moment can be played to.
    private static DateTimeOffset EndOf(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(2), TimeSpan.Zero);

    /// <inheritdoc/>
    public async ValueTask<string> PathOf(string account, string name, CancellationToken cancellation)
    {
        var token = new byte[TimeLength + MacLength];
        BinaryPrimitives.WriteUInt32BigEndian(token, (uint)EndOf(time.GetUtcNow()).ToUnixTimeSeconds());
        Sign(await Key(cancellation), account, name, token.AsSpan(0, TimeLength)).CopyTo(token, TimeLength);
        return $"audio/{account}/{Base64Url.EncodeToString(token)}/{Uri.EscapeDataString(name)}";
    }

    /// <summary>Serves a file.</summary>
    public async Task Answer(HttpContext http)
    {
        try
        {
            if (http.Request.RouteValues["account"] is string account
                && http.Request.RouteValues["name"] is string name
                && Opens(await Key(http.RequestAborted), account, name, http.Request.RouteValues["token"] as string) is { } end
                && await audio.Find(account, name, http.RequestAborted) is { } content)
            {
                http.Response.ContentType = name.EndsWith(".wav", StringComparison.Ordinal) ? "audio/wav" : AudioKind.Of(content.Span) ?? "application/octet-stream";
                http.Response.ContentLength = content.Length;
                // What is kept of a campaign never changes, and that of the library changes its address; how long it may be used, the address says.
                http.Response.Headers.CacheControl = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"private, max-age={(long)(end - time.GetUtcNow()).TotalSeconds}");
                http.Response.Headers.XContentTypeOptions = "nosniff";
                if (!HttpMethods.IsHead(http.Request.Method))
                    await http.Response.Body.WriteAsync(content, http.RequestAborted);
                return;
            }

            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        catch (StorageUnavailableException e)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = ((int)Math.Ceiling(e.RetryAfter.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private DateTimeOffset? Opens(byte[] key, string account, string name, string? token)
    {
        var bytes = new byte[TimeLength + MacLength];
        if (token is not { Length: <= 64 } || !Base64Url.IsValid(token) || !Base64Url.TryDecodeFromChars(token, bytes, out var length) || length != bytes.Length)
            return null;
        var end = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(bytes));
        return CryptographicOperations.FixedTimeEquals(Sign(key, account, name, bytes.AsSpan(0, TimeLength)), bytes.AsSpan(TimeLength)) && time.GetUtcNow() < end ? end : null;
    }

    private static byte[] Sign(byte[] key, string account, string name, ReadOnlySpan<byte> end) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{account}\n{name}\n{Convert.ToHexString(end)}"))[..MacLength];

    // A key of its own: what signs visitors' status addresses must not also open files.
    private async ValueTask<byte[]> Key(CancellationToken cancellation) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, await installation.Get(cancellation), 32, info: "audio"u8.ToArray());
}
