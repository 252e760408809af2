namespace Click2Call.Calls;

/// <summary>
/// One round over a hunt group: who is not yet tried stands in the call's row, so that whoever goes on, after whatever
/// crash, rings nobody twice in it.
/// </summary>
/// <param name="Number">From 1.</param>
/// <param name="Untried">The extensions that are left.</param>
/// <param name="OnlyAfterRefusal">The next one may only be rung when the line surely rang nobody.</param>
public sealed record HuntRound(int Number, IReadOnlyList<string> Untried, bool OnlyAfterRefusal = false);
