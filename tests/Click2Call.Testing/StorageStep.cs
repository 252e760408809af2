using Click2Call.Storage.Rest;

namespace Click2Call.Testing;

/// <summary>One request to storage, as a simulation sees it just before and just after it is applied.</summary>
/// <param name="Operation">What is done, such as <c>Table.Insert</c> or <c>Queue.Put</c>.</param>
/// <param name="Name">The table or queue.</param>
/// <param name="PartitionKey">The partition of the row or transaction; null elsewhere.</param>
/// <param name="RowKey">The row key, or for a queue the message's id if there is one; null elsewhere.</param>
/// <param name="Operations">The operations of a transaction; null elsewhere.</param>
public sealed record StorageStep(
    string Operation,
    string Name,
    string? PartitionKey = null,
    string? RowKey = null,
    IReadOnlyList<TableOperation>? Operations = null);
