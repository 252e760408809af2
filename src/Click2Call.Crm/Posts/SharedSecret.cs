using System.Text;

namespace Click2Call.Crm.Posts;

/// <summary>A secret that the sender shows instead of signing: in the address, in a header, or as HTTP Basic.</summary>
internal static class SharedSecret
{
    /// <summary>The places where it may be shown, for the documentation.</summary>
    public const string Header = "X-Webhook-Token";

    /// <summary>
    /// Checks <c>?token=</c>, <c>?code=</c>, <c>X-Webhook-Token</c>, <c>Authorization: Bearer</c> and the password of HTTP
    /// Basic. One that is there and wrong is wrong, whatever the others hold.
    /// </summary>
    /// <param name="post">The post.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="header">One more header, where the sender's is fixed.</param>
    public static Proof Check(WebhookPost post, string secret, string? header = null)
    {
        string?[] shown =
        [
            header is null ? null : post.Header(header),
            post.Header(Header),
            post.QueryValue("token"),
            post.QueryValue("code"),
            Bearer(post),
            Basic(post)?.Password,
        ];
        string[] given = [.. shown.OfType<string>()];
        return given.Length == 0 ? Proof.Missing : Signature.Judge(given.All(text => Signature.IsSecret(text, secret)));
    }

    /// <summary>Checks HTTP Basic alone.</summary>
    /// <param name="post">The post.</param>
    /// <param name="user">The user; absent: any.</param>
    /// <param name="secret">The password.</param>
    public static Proof CheckBasic(WebhookPost post, string? user, string secret) => Basic(post) is { } shown
        ? Signature.Judge((user is null || Signature.IsSecret(shown.User, user)) & Signature.IsSecret(shown.Password, secret))
        : Proof.Missing;

    /// <summary>User and password of HTTP Basic (RFC 7617); null when there are none.</summary>
    private static (string User, string Password)? Basic(WebhookPost post)
    {
        if (post.Header("Authorization") is not { } header || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return null;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), bytes, out var written))
            return null;
        var text = Encoding.UTF8.GetString(bytes, 0, written);
        return text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? (text[..colon], text[(colon + 1)..]) : null;
    }

    private static string? Bearer(WebhookPost post) =>
        post.Header("Authorization") is { } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
}
