namespace Click2Call.Accounts;

/// <summary>Agents of whom one is to be rung: the first who is free and answers.</summary>
public sealed record HuntGroup
{
    /// <summary>How many members a group may have: 100. The members not yet tried stand in the call's row.</summary>
    public const int MostMembers = 100;

    /// <summary>The id in the account; no extension has it for its number.</summary>
    public required string Id { get; init; }

    /// <summary>The name that people read.</summary>
    public string? Name { get; init; }

    /// <summary>The members, in their order.</summary>
    public required IReadOnlyList<HuntMember> Members { get; init; }

    /// <summary>Who is rung first.</summary>
    public HuntStrategy Strategy { get; init; }

    /// <summary>How long each agent's phone rings; absent: as the order says.</summary>
    public TimeSpan? RingTime { get; init; }

    /// <summary>After what the next one is rung.</summary>
    public HuntAfter After { get; init; }

    /// <summary>Whether an extension is one of its members.</summary>
    public bool Has(string extension) => Members.Any(member => member.Extension == extension);

    /// <summary>The line on which its phones hang; absent: the account's first.</summary>
    public string? LineIn(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return Members is [var first, ..] ? account.FindExtension(first.Extension)?.Line : null;
    }

    /// <summary>The members that can be rung now that the account is as it is, by priority and order.</summary>
    public IReadOnlyList<string> InOrder(Account account) =>
    [
        .. Members
            .OrderBy(member => member.Priority)
            .Select(member => member.Extension)
            .Where(number => account.Extensions.Any(extension => extension.Number == number && !extension.Blocked))
            .Distinct(StringComparer.Ordinal),
    ];
}
