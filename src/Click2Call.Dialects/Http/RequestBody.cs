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
    public static async ValueTask<ReadOnlyMemory<byte>?> Read(HttpRequest request, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.ContentLength > limit)
            return null;
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            if (read.Buffer.Length > limit)
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
