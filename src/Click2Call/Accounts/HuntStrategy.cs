namespace Click2Call.Accounts;

/// <summary>Who of a hunt group is rung first.</summary>
public enum HuntStrategy
{
    /// <summary>By the members' priority, then in their order in the group.</summary>
    Priority,

    /// <summary>Whoever was offered a call longest ago, on whatever instance.</summary>
    RoundRobin,

    /// <summary>Whoever's last call ended longest ago.</summary>
    LongestIdle,

    /// <summary>All who are free at once, where the line can; else as <see cref="Priority"/>.</summary>
    Simultaneous,
}
