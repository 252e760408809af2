namespace Click2Call.Dialects.Tel4vn;

/// <summary>The token that a line has, and of which secret. Losing it costs a request or two.</summary>
internal sealed class Tel4vnMemory
{
    private readonly Lock gate = new();
    private (string Secret, string Token, DateTimeOffset Until)? kept;

    /// <summary>The token, while it is good and the secret is the same.</summary>
    public string? Token(string secret, DateTimeOffset now)
    {
        lock (gate)
            return kept is { } known && known.Secret == secret && now < known.Until ? known.Token : null;
    }

    /// <summary>Remembers a token.</summary>
    public void Keep(string secret, string token, DateTimeOffset until)
    {
        lock (gate)
            kept = (secret, token, until);
    }

    /// <summary>Forgets a token that was refused, unless there is a newer one.</summary>
    public void Forget(string token)
    {
        lock (gate)
            kept = kept?.Token == token ? null : kept;
    }
}
