namespace Click2Call.Dialects.Tel4vn;

/// <summary>What a path of the dialect leads to.</summary>
internal enum Tel4vnPlace
{
    /// <summary>An order to dial.</summary>
    Dial,

    /// <summary><c>/v1/auth</c>: an API key for username and password.</summary>
    Login,

    /// <summary><c>/v2/auth/token</c>: a token for an API key.</summary>
    Token,

    /// <summary><c>/v1/auth/token</c>: the same, as it was before.</summary>
    OldToken,

    /// <summary><c>/v1/event</c>: the webhooks of the client.</summary>
    Events,
}
