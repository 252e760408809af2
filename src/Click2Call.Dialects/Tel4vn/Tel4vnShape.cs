namespace Click2Call.Dialects.Tel4vn;

/// <summary>The three shapes of answers.</summary>
internal enum Tel4vnShape
{
    /// <summary><c>/v1/click2call</c>: its error has no <c>message</c>.</summary>
    Sync,

    /// <summary><c>/v1/click2call/async</c>, and everything that is no call.</summary>
    Async,

    /// <summary><c>/v2/click2call</c>: with a <c>code</c>.</summary>
    V2,
}
