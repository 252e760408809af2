using System.Collections.Concurrent;
using System.Globalization;
using Click2Call.Crm.Posts;

namespace Click2Call.Crm.Fetching;

/// <summary>
/// Access tokens that CRMs hand out for about an hour (OAuth 2.0, RFC 6749, section 5.1). Kept in memory for five sixths of
/// their life, by a hash of what they were asked for with.
/// </summary>
internal sealed class AccessTokens
{
    private static readonly TimeSpan UsualLife = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Until)> known = new(StringComparer.Ordinal);

    /// <summary>A token; or, when none is given, when to ask again.</summary>
    /// <param name="credential">All that the token depends on.</param>
    /// <param name="now">Now.</param>
    /// <param name="ask">Asks for a new one.</param>
    public async Task<(string? Token, FetchResult? Problem)> Get(string credential, DateTimeOffset now, Func<Task<CrmAnswer>> ask)
    {
        var name = NameOf(credential);
        if (known.TryGetValue(name, out var kept) && kept.Until > now)
            return (kept.Token, null);
        var answer = await ask();
        if (!answer.Good || answer.Body.Text("access_token") is not { } token)
            return (null, new FetchResult.Later(answer.Problem ?? $"It gave no access token ({answer}{Error(answer)}).", answer.RetryAfter) { Quiet = answer.Quiet });
        var life = int.TryParse(answer.Body.Text("expires_in"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds) : UsualLife;
        known[name] = (token, now + (life * 5 / 6));
        return (token, null);
    }

    /// <summary>The CRM does not take it any more.</summary>
    public void Forget(string credential) => known.TryRemove(NameOf(credential), out _);

    private static string NameOf(string credential) => Convert.ToHexStringLower(Signature.Sha256(Signature.Bytes(credential)));

    // "invalid_client" tells the operator more than a status does; whatever is not such a word could be anything.
    private static string Error(CrmAnswer answer) =>
        answer.Body.Text("error") is { Length: <= 60 } error && error.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? $", {error}" : "";
}
