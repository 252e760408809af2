using System.Text;
using Azure;
using Azure.Core;

namespace Click2Call.Storage.Rest;

/// <summary>
/// One table over REST ("Table service REST API"), with the members of <c>Azure.Data.Tables.TableClient</c> that we use.
/// Safe for use by several threads.
/// </summary>
public sealed class TableClient : ITable
{
    private readonly StoragePipeline _pipeline;

    internal TableClient(StoragePipeline pipeline, string name)
    {
        if (name is not { Length: >= 3 and <= 63 } || !char.IsAsciiLetter(name[0]) || !name.All(char.IsAsciiLetterOrDigit)
            || name.Equals("tables", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"'{name}' cannot name a table: 3 to 63 letters and digits, the first a letter, and not \"tables\".", nameof(name));
        _pipeline = pipeline;
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async Task Create(CancellationToken ct)
    {
        var message = Request(RequestMethod.Post, "/Tables", Encoding.UTF8.GetBytes($$"""{"TableName":"{{Name}}"}"""));
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        try
        {
            await _pipeline.Send(message, Where("create"), response => response.Status, ct).ConfigureAwait(false);
        }
        catch (StorageException e) when (e.Problem == StorageProblem.AlreadyExists)
        {
            // As wished.
        }
    }

    /// <inheritdoc/>
    public Task<string> Insert(TableRow row, CancellationToken ct)
    {
        TableLimits.Check(row);
        var message = Request(RequestMethod.Post, "/" + Name, TableJson.Write(row));
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        return Write(message, "insert", ct);
    }

    /// <inheritdoc/>
    public Task<string> Upsert(TableRow row, CancellationToken ct) => Write(RequestMethod.Put, row, ifMatch: null, "upsert", ct);

    /// <inheritdoc/>
    public Task<string> Replace(TableRow row, string ifMatch, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(ifMatch);
        return Write(RequestMethod.Put, row, ifMatch, "replace", ct);
    }

    /// <inheritdoc/>
    public Task<string> Merge(TableRow row, string ifMatch, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(ifMatch);
        return Write(RequestMethod.Patch, row, ifMatch, "merge", ct);
    }

    /// <inheritdoc/>
    public Task Delete(string partitionKey, string rowKey, string ifMatch, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(ifMatch);
        TableLimits.CheckKeys(partitionKey, rowKey);
        var message = Request(RequestMethod.Delete, TableAddress.Row(Name, partitionKey, rowKey));
        message.Request.Headers.SetValue("If-Match", ifMatch);
        return _pipeline.Send(message, Where("delete"), response => response.Status, ct, missingIsFine: true);
    }

    /// <inheritdoc/>
    public Task<TableRow?> Get(string partitionKey, string rowKey, CancellationToken ct)
    {
        TableLimits.CheckKeys(partitionKey, rowKey);
        var message = Request(RequestMethod.Get, TableAddress.Row(Name, partitionKey, rowKey));
        return _pipeline.Send(message, Where("get"), ReadRow, ct, missingIsFine: true);
    }

    /// <inheritdoc/>
    public async Task<TablePage> Query(string? filter, int? top, string? continuation, IReadOnlyList<string>? select, CancellationToken ct)
    {
        if (top is < 1 or > 1000)
            throw new StorageException(StorageProblem.Invalid, $"A page has 1 to 1000 rows, not {top}.");
        var message = Request(RequestMethod.Get, TableAddress.Query(Name, filter, top, continuation, select));
        var page = await _pipeline.Send(message, Where("query"), ReadPage, ct).ConfigureAwait(false);
        return page!;
    }

    /// <inheritdoc/>
    public async Task<TransactionResult> Submit(IReadOnlyList<TableOperation> operations, CancellationToken ct)
    {
        TableLimits.Check(operations);
        var (contentType, body) = TableBatch.Write(operations, Name, _pipeline.Endpoint);
        if (body.Length > TableLimits.TransactionSize)
            throw new StorageException(StorageProblem.TooLarge, $"A transaction may have {TableLimits.TransactionSize} bytes; this one has {body.Length}.");
        var message = Request(RequestMethod.Post, "/$batch", body, contentType);
        var where = Where("transaction");
        var result = await _pipeline
            .Send(message, where, response => TableBatch.Read(response.Content.ToMemory().Span, operations.Count, where), ct)
            .ConfigureAwait(false);
        return result!;
    }

    private Task<string> Write(RequestMethod method, TableRow row, string? ifMatch, string operation, CancellationToken ct)
    {
        TableLimits.Check(row);
        var message = Request(method, TableAddress.Row(Name, row.PartitionKey, row.RowKey), TableJson.Write(row));
        if (ifMatch is not null)
            message.Request.Headers.SetValue("If-Match", ifMatch);
        return Write(message, operation, ct);
    }

    private async Task<string> Write(HttpMessage message, string operation, CancellationToken ct)
    {
        var etag = await _pipeline.Send(message, Where(operation), ReadETag, ct).ConfigureAwait(false);
        return etag!;
    }

    private HttpMessage Request(RequestMethod method, string path, ReadOnlyMemory<byte>? body = null, string contentType = "application/json")
    {
        var message = _pipeline.Request(method, path, body);
        var headers = message.Request.Headers;
        headers.SetValue("Accept", "application/json;odata=minimalmetadata");
        headers.SetValue("DataServiceVersion", "3.0;NetFx");
        headers.SetValue("MaxDataServiceVersion", "3.0;NetFx");
        if (body is not null)
            headers.SetValue("Content-Type", contentType);
        return message;
    }

    private static TableRow ReadRow(Response response) => TableJson.ReadRow(response.Content.ToMemory(), Header(response, "ETag"));

    private static string ReadETag(Response response) => Header(response, "ETag") ?? throw new FormatException("A row written without an ETag.");

    private static TablePage ReadPage(Response response) => TableJson.ReadPage(
        response.Content.ToMemory(),
        TableAddress.Continuation(Header(response, "x-ms-continuation-NextPartitionKey"), Header(response, "x-ms-continuation-NextRowKey")));

    private static string? Header(Response response, string name) => response.Headers.TryGetValue(name, out var value) ? value : null;

    private string Where(string operation) => $"Table {Name}, {operation}";
}
