namespace Click2Call.Dialects.Kazoo;

/// <summary>What an operator may set of the accepting side, where the versions of Kazoo differ.</summary>
public sealed record KazooAccepting
{
    /// <summary>Whether a click-to-call created on <c>/v1</c> without <c>auth_required</c> needs a token. The v1 document says no; current Kazoo, and <c>/v2</c> here, say yes.</summary>
    public bool AuthRequiredOnV1 { get; init; }

    /// <summary>What <c>connect</c> answers on <c>/v1</c>: 200 or 201 by the document. On <c>/v2</c> it is 202.</summary>
    public int ConnectStatusOnV1 { get; init; } = 200;

    /// <summary>What creating answers on <c>/v1</c>: the v1 document lists 200 only, Kazoo itself has always said 201.</summary>
    public int CreateStatusOnV1 { get; init; } = 201;
}
