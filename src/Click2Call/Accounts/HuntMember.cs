namespace Click2Call.Accounts;

/// <summary>An agent in a hunt group.</summary>
/// <param name="Extension">The number of an extension of the account.</param>
/// <param name="Priority">Lower is rung first, by <see cref="HuntStrategy.Priority"/>; members of one priority in their order.</param>
public sealed record HuntMember(string Extension, int Priority = HuntMember.DefaultPriority)
{
    /// <summary>The priority of members for whom none is given: 1.</summary>
    public const int DefaultPriority = 1;
}
