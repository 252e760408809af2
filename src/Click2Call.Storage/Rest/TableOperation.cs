namespace Click2Call.Storage.Rest;

/// <summary>One operation of an entity group transaction.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Row">The row, or for a delete just its keys.</param>
/// <param name="IfMatch">The ETag that the row must have, or <c>*</c>; only for replace, merge and delete.</param>
public sealed record TableOperation(TableOperationKind Kind, TableRow Row, string? IfMatch = null)
{
    /// <inheritdoc cref="TableOperationKind.Insert"/>
    public static TableOperation Insert(TableRow row) => new(TableOperationKind.Insert, row);

    /// <inheritdoc cref="TableOperationKind.Upsert"/>
    public static TableOperation Upsert(TableRow row) => new(TableOperationKind.Upsert, row);

    /// <inheritdoc cref="TableOperationKind.UpsertMerge"/>
    public static TableOperation UpsertMerge(TableRow row) => new(TableOperationKind.UpsertMerge, row);

    /// <inheritdoc cref="TableOperationKind.Replace"/>
    public static TableOperation Replace(TableRow row, string etag) => new(TableOperationKind.Replace, row, etag);

    /// <inheritdoc cref="TableOperationKind.Merge"/>
    public static TableOperation Merge(TableRow row, string etag) => new(TableOperationKind.Merge, row, etag);

    /// <inheritdoc cref="TableOperationKind.Delete"/>
    public static TableOperation Delete(string partitionKey, string rowKey, string etag) =>
        new(TableOperationKind.Delete, new TableRow(partitionKey, rowKey), etag);
}
