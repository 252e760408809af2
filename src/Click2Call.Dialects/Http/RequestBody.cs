using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Http;

/// <summary>Reads a request's body whole, up to a limit.</summary>
public static class RequestBody
{
    /// <summary>The bytes, or null when there are more than the limit.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">In bytes.</param>
    /// <param name="cancellation">The caller went away.</param>
    public static ValueTask<ReadOnlyMemory<byte>?> Read(HttpRequest request, int limit, CancellationToken cancellation) =>
        Read(request, limit, limit, _ => ValueTask.FromResult(false), cancellation);

    /// <summary>The bytes, or null when there are more than the limit, or more than a stranger may send from a stranger.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">In bytes.</param>
    /// <param name="stranger">How much is read of whoever is not known, in bytes.</param>
    /// <param name="isKnown">Asked once, with so much of the body, when there is more of it.</param>
    /// <param name="cancellation">The caller went away.</param>
    public static async ValueTask<ReadOnlyMemory<byte>?> Read(
        HttpRequest request, int limit, int stranger, Func<ReadOnlyMemory<byte>, ValueTask<bool>> isKnown, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(isKnown);
        var known = stranger >= limit;
        if (request.ContentLength > limit)
            return null;
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var tooLong = read.Buffer.Length > limit;
            if (!tooLong && !known && read.Buffer.Length > stranger)
            {
                known = await isKnown(read.Buffer.Slice(0, stranger).ToArray());
                tooLong = !known;
            }

            if (tooLong)
            {
                // Given back, or the server cannot read past the rest: it would break the connection before our answer is out.
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
