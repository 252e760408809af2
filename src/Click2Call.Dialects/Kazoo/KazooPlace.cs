namespace Click2Call.Dialects.Kazoo;

/// <summary>What a path of the dialect leads to.</summary>
internal enum KazooPlace
{
    /// <summary><c>/api_auth</c>.</summary>
    ApiAuth,

    /// <summary><c>/user_auth</c>.</summary>
    UserAuth,

    /// <summary><c>/accounts/{account}/clicktocall</c>.</summary>
    List,

    /// <summary><c>…/clicktocall/{id}</c>.</summary>
    One,

    /// <summary><c>…/clicktocall/{id}/connect</c>.</summary>
    Connect,

    /// <summary><c>…/clicktocall/{id}/history</c>.</summary>
    History,
}
