namespace Click2Call.Storage.Rest;

/// <summary>
/// One table. Every member throws <see cref="StorageException"/> with one of its closed reasons; a table that was not
/// created gives <see cref="StorageProblem.Missing"/>, also where a missing row is not an error.
/// A 409 or 412 may be the echo of our own write, whose reply was lost and which was sent again: whoever must know
/// writes an owner into the row and reads it back.
/// </summary>
public interface ITable
{
    /// <summary>The name of the table.</summary>
    string Name { get; }

    /// <summary>Creates the table; one that exists already is fine.</summary>
    Task Create(CancellationToken ct);

    /// <summary>Adds a row and returns its ETag; <see cref="StorageProblem.AlreadyExists"/> when the keys are taken.</summary>
    Task<string> Insert(TableRow row, CancellationToken ct);

    /// <summary>Reads one row; null when there is none.</summary>
    Task<TableRow?> Get(string partitionKey, string rowKey, CancellationToken ct);

    /// <summary>Adds the row or replaces whatever is there; returns the new ETag.</summary>
    Task<string> Upsert(TableRow row, CancellationToken ct);

    /// <summary>
    /// Replaces the row if it still has this ETag (or <c>*</c>); returns the new ETag.
    /// <see cref="StorageProblem.Stale"/> when it changed, <see cref="StorageProblem.Missing"/> when it is gone.
    /// </summary>
    Task<string> Replace(TableRow row, string ifMatch, CancellationToken ct);

    /// <summary>
    /// Sets the given properties if the row still has this ETag (or <c>*</c>); properties that are not given stay.
    /// Returns the new ETag; fails as <see cref="Replace"/> does.
    /// </summary>
    Task<string> Merge(TableRow row, string ifMatch, CancellationToken ct);

    /// <summary>Deletes the row if it still has this ETag (or <c>*</c>). A row that is not there is not an error.</summary>
    Task Delete(string partitionKey, string rowKey, string ifMatch, CancellationToken ct);

    /// <summary>Reads one page. It may be empty and yet have a continuation: see <see cref="TableQueries"/> for walking them all.</summary>
    /// <param name="filter">An expression of <see cref="Filter"/>, or null for every row.</param>
    /// <param name="top">At most so many rows (1 to 1000), or null for the service's own page size, 1000.</param>
    /// <param name="continuation">From the page before, or null for the first.</param>
    /// <param name="select">The properties to read, or null for all; the keys and the ETag always come.</param>
    /// <param name="ct">Stops waiting for the answer.</param>
    Task<TablePage> Query(string? filter, int? top, string? continuation, IReadOnlyList<string>? select, CancellationToken ct);

    /// <summary>
    /// Applies 1 to 100 operations on different rows of one partition, all or none (an entity group transaction).
    /// On failure <see cref="StorageException.FailedOperation"/> tells which one was refused.
    /// </summary>
    Task<TransactionResult> Submit(IReadOnlyList<TableOperation> operations, CancellationToken ct);
}
