namespace Click2Call.Crm.Posts;

/// <summary>The plainest way to sign: an HMAC-SHA256 of the raw body in a header, after a prefix that says so.</summary>
internal sealed class BodySignature
{
    private readonly bool base64;

    private BodySignature(bool base64) => this.base64 = base64;

    /// <summary>Written in hexadecimal.</summary>
    public static BodySignature Hex { get; } = new(base64: false);

    /// <summary>Written in base64.</summary>
    public static BodySignature Base64 { get; } = new(base64: true);

    /// <summary>Checks it.</summary>
    /// <param name="post">The post.</param>
    /// <param name="header">The header's name.</param>
    /// <param name="prefix">What stands before the signature.</param>
    /// <param name="secret">The key; none is right for an empty one.</param>
    public Proof Check(WebhookPost post, string header, string prefix, string secret)
    {
        if (post.Header(header) is not { } signature)
            return Proof.Missing;
        if (secret.Length == 0 || !signature.StartsWith(prefix, StringComparison.Ordinal))
            return Proof.Wrong;
        var expected = Signature.HmacSha256(Signature.Bytes(secret), post.Body);
        var given = signature[prefix.Length..];
        return Signature.Judge(base64 ? Signature.IsBase64(given, expected) : Signature.IsHex(given, expected));
    }
}
