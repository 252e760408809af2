namespace Click2Call.Crm.Posts;

/// <summary>What came of checking that a post is from whom it says.</summary>
public enum Proof
{
    /// <summary>It is.</summary>
    Valid,

    /// <summary>It carries no proof.</summary>
    Missing,

    /// <summary>The proof is not of this post, or not by this secret.</summary>
    Wrong,

    /// <summary>The proof is good and too old, or from the future.</summary>
    Stale,
}
