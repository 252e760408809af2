namespace Click2Call.Numbers;

/// <summary>A SIP address.</summary>
/// <param name="Uri">With its scheme, for example <c>sip:1001@pbx.example</c>.</param>
/// <param name="Realm">The SIP realm to dial in, where the dialect names one beside the address (Kazoo).</param>
/// <exception cref="ArgumentException">A text that <see cref="DialText"/> does not admit, or an address without <c>sip:</c> or <c>sips:</c>.</exception>
public sealed record SipDestination(string Uri, string? Realm = null) : Destination
{
    /// <summary>The address with its scheme.</summary>
    public string Uri { get; init => field = RequireSip(value); } = RequireSip(Uri);

    /// <summary>The SIP realm to dial in, when the dialect names one beside the address.</summary>
    public string? Realm { get; init => field = DialText.RequireOrNull(value, nameof(Realm)); } = DialText.RequireOrNull(Realm, nameof(Realm));

    /// <inheritdoc/>
    public override string Dialable => Uri;

    private protected override string Masked
    {
        get
        {
            var user = Uri.IndexOf(':', StringComparison.Ordinal) + 1;
            var at = Uri.LastIndexOf('@');
            return at < user ? Uri[..user] + "…" : string.Concat(Uri.AsSpan(0, user), NumberMask.Mask(Uri[user..at]), Uri.AsSpan(at));
        }
    }

    /// <summary>Whether the text is an address with scheme, something after it and no space.</summary>
    /// <param name="text">The text to look at.</param>
    public static bool IsSipUri(string? text) =>
        DialText.IsAdmitted(text)
        && !text.Contains(' ', StringComparison.Ordinal)
        && (HasScheme(text, "sip:") || HasScheme(text, "sips:"));

    private static bool HasScheme(string text, string scheme) =>
        text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && text.Length > scheme.Length && text[scheme.Length] != '@' && text[^1] != '@';

    private static string RequireSip(string uri) =>
        IsSipUri(uri) ? uri : throw new ArgumentException("A SIP address starts with sip: or sips: and holds no space, control character, '&', '/' or ','.", nameof(uri));
}
