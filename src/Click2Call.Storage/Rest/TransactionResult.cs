namespace Click2Call.Storage.Rest;

/// <summary>What a transaction that was applied left behind.</summary>
/// <param name="ETags">The new ETag of each row, in the order of the operations; empty for a deleted one.</param>
public sealed record TransactionResult(IReadOnlyList<string> ETags);
