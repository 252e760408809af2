using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Click2Call.Storage.Rest;

/// <summary>
/// An entity group transaction as MIME parts: one batch that holds one change set that holds the operations
/// ("Performing entity group transactions", Sample request and Sample response).
/// </summary>
internal static class TableBatch
{
    private const string Accept = "application/json;odata=minimalmetadata";

    /// <summary>Writes the body and names its content type.</summary>
    public static (string ContentType, ReadOnlyMemory<byte> Body) Write(IReadOnlyList<TableOperation> operations, string table, string endpoint)
    {
        // Random, so that no text of a row can be taken for the end of a part.
        var mark = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var body = new ArrayBufferWriter<byte>(1024 * operations.Count);
        Append(body, $"--batch_{mark}\r\nContent-Type: multipart/mixed; boundary=changeset_{mark}\r\n\r\n");
        foreach (var operation in operations)
        {
            Append(body, $"--changeset_{mark}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            Write(body, operation, table, endpoint);
            Append(body, "\r\n");
        }

        Append(body, $"--changeset_{mark}--\r\n--batch_{mark}--\r\n");
        return ($"multipart/mixed; boundary=batch_{mark}", body.WrittenMemory);
    }

    /// <summary>Reads the ETags in order, or throws for the operation that was refused: then the answer holds only that one.</summary>
    public static TransactionResult Read(ReadOnlySpan<byte> body, int operations, string where)
    {
        var etags = new List<string>(operations);
        while (NextPart(ref body, out var status))
        {
            var etag = "";
            while (NextLine(ref body, out var line) && line.Length > 0)
            {
                if (line.Length > 5 && Ascii.EqualsIgnoreCase(line[..5], "ETag:"u8))
                    etag = Encoding.ASCII.GetString(line[5..].Trim(" "u8));
            }

            if (status >= 300)
                throw StorageErrors.FromPart(where, status, NextLine(ref body, out var error) ? error : default);
            etags.Add(etag);
        }

        return etags.Count == operations
            ? new TransactionResult(etags)
            : throw new FormatException($"{etags.Count} answers to {operations} operations.");
    }

    private static void Write(ArrayBufferWriter<byte> body, TableOperation operation, string table, string endpoint)
    {
        var (kind, row, ifMatch) = operation;
        var method = kind switch
        {
            TableOperationKind.Insert => "POST",
            TableOperationKind.Upsert or TableOperationKind.Replace => "PUT",
            TableOperationKind.UpsertMerge or TableOperationKind.Merge => "PATCH",
            _ => "DELETE",
        };
        var path = kind == TableOperationKind.Insert ? "/" + table : TableAddress.Row(table, row.PartitionKey, row.RowKey);
        Append(body, $"{method} {endpoint}{path} HTTP/1.1\r\nAccept: {Accept}\r\nDataServiceVersion: 3.0\r\n");
        if (ifMatch is not null)
            Append(body, $"If-Match: {ifMatch}\r\n");
        if (kind == TableOperationKind.Insert)
            Append(body, "Prefer: return-no-content\r\n");
        if (kind == TableOperationKind.Delete)
        {
            Append(body, "\r\n");
            return;
        }

        var json = TableJson.Write(row);
        Append(body, string.Create(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n"));
        body.Write(json.Span);
    }

    private static void Append(ArrayBufferWriter<byte> body, string text) => Encoding.UTF8.GetBytes(text, body);

    /// <summary>Goes to the next inner answer, past the lines of boundaries and part headers, and reads its status.</summary>
    private static bool NextPart(ref ReadOnlySpan<byte> body, out int status)
    {
        while (NextLine(ref body, out var line))
        {
            if (line.StartsWith("HTTP/1.1 "u8) && line.Length >= 12)
            {
                status = int.Parse(line.Slice(9, 3), CultureInfo.InvariantCulture);
                return true;
            }
        }

        status = 0;
        return false;
    }

    private static bool NextLine(ref ReadOnlySpan<byte> body, out ReadOnlySpan<byte> line)
    {
        if (body.IsEmpty)
        {
            line = default;
            return false;
        }

        var end = body.IndexOf((byte)'\n');
        line = (end < 0 ? body : body[..end]).TrimEnd("\r"u8);
        body = end < 0 ? default : body[(end + 1)..];
        return true;
    }
}
