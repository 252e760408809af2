namespace Click2Call.Storage.Rest;

/// <summary>One page of a query: at most 1000 rows, in the order of partition key and row key.</summary>
/// <param name="Rows">The rows. The service may send an empty page that still has a continuation.</param>
/// <param name="Continuation">Where the next page starts, or null when this was the last one. Opaque, fit for a URL.</param>
public sealed record TablePage(IReadOnlyList<TableRow> Rows, string? Continuation);
