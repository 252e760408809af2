using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Click2Call.Accounts;
using Click2Call.Dialects.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Click2Call.Dialects.Technoline;

/// <summary>A request to one of the PHP addresses: its fields, and the files of a multipart form.</summary>
/// <param name="Fields">The fields of query and body.</param>
/// <param name="Files">The files and the names of their fields, in their order; a field may have several.</param>
public sealed record TechnolineForm(RequestFields Fields, IReadOnlyList<(string Field, UploadedFile File)> Files)
{
    /// <summary>The largest body, in bytes: "one audio file of at most 10 MB" (IVR Extensions Management API), and a list of numbers beside it.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>How much is read of whoever has not shown a key, in bytes: 64 KiB. The key stands in the query, or among these first bytes of the body.</summary>
    public const int MostBytesWithoutKey = 64 * 1024;

    private const int MostText = 2 * 1024 * 1024;

    // A list of 10,000 numbers is 110 KB in one field.
    private static readonly FieldLimits Limits = FieldLimits.Default with { Body = MostBytes, Value = MostText, Fields = 2000 };

    /// <summary>Reads a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="directory">Knows the keys: only whoever has one may send more than <see cref="MostBytesWithoutKey"/>.</param>
    /// <param name="cancellation">The caller went away.</param>
    /// <exception cref="Calls.StorageUnavailableException">Storage did not answer.</exception>
    public static async Task<TechnolineForm> Read(HttpRequest request, IDirectory directory, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(directory);
        if (await RequestBody.Read(request, MostBytes, MostBytesWithoutKey, HasKey, cancellation) is not { } body)
            return new(RequestFields.Parse(request.QueryString.Value, null, default, Limits, StringComparer.Ordinal), []) { TooLarge = true };
        var files = new List<(string Field, UploadedFile File)>();
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            body = await TakeFiles(type, body, files, cancellation);
        return new(RequestFields.Parse(request.QueryString.Value, request.ContentType, body, Limits, StringComparer.Ordinal), files);

        async ValueTask<bool> HasKey(ReadOnlyMemory<byte> head) =>
            (RequestFields.Parse(request.QueryString.Value, null, default, Limits, StringComparer.Ordinal).Text("apiKey") ?? KeyInHead.Find(request.ContentType, head)) is { } key
            && await directory.FindKey(key, cancellation) is not null;
    }

    /// <summary>The body was larger than is read.</summary>
    public bool TooLarge { get; init; }

    /// <summary>What to say of one that was: it is too large for anybody, or the key comes too late in it.</summary>
    public string WhyTooLarge => Fields.Has("apiKey", out _) ? TechnolineNotes.TooLarge : TechnolineNotes.KeyTooLate;

    /// <summary>What was asked for, as 64 hexadecimal digits: all fields and files, in their order, but for one.</summary>
    /// <param name="without">The name of a field that does not count, such as the key's.</param>
    public string Fingerprint(string without)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in Fields.All.Where(field => field.Name != without))
        {
            Add(Encoding.UTF8.GetBytes(field.Name));
            Add(Encoding.UTF8.GetBytes(field.Value));
        }

        foreach (var (field, file) in Files)
        {
            Add(Encoding.UTF8.GetBytes(field));
            Add(file.Content.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        // With its length, so that no two lists are the same bytes.
        void Add(ReadOnlySpan<byte> bytes)
        {
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
    }

    /// <summary>Takes the files out, so that the rest is a form of texts; what can't be read is left for the reader of texts to refuse.</summary>
    private static async Task<ReadOnlyMemory<byte>> TakeFiles(MediaTypeHeaderValue type, ReadOnlyMemory<byte> body, List<(string Field, UploadedFile File)> files, CancellationToken cancellation)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200)
            return body;
        using var rest = new MemoryStream();
        try
        {
            var reader = new MultipartReader(boundary, new MemoryStream(body.ToArray(), writable: false)) { BodyLengthLimit = MostBytes };
            while (await reader.ReadNextSectionAsync(cancellation) is { } section)
            {
                if (section.GetContentDispositionHeader() is not { } disposition)
                    continue;
                var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
                using var content = new MemoryStream();
                await section.Body.CopyToAsync(content, cancellation);
                if (disposition.IsFileDisposition())
                    files.Add((name, new UploadedFile(HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value ?? "", section.ContentType ?? "", content.ToArray())));
                else
                    Write(rest, boundary, name, content.ToArray());
            }

            rest.Write(Encoding.ASCII.GetBytes($"--{boundary}--\r\n"));
            return rest.ToArray();
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            files.Clear();
            return body;
        }
    }

    private static void Write(MemoryStream rest, string boundary, string name, byte[] content)
    {
        rest.Write(System.Text.Encoding.UTF8.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n"));
        rest.Write(content);
        rest.Write("\r\n"u8);
    }
}
