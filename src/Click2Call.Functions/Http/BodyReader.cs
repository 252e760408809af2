namespace Click2Call.Http;

/// <summary>Reads a body whole, up to a limit.</summary>
internal static class BodyReader
{
    /// <summary>The bytes; null when there are more than allowed.</summary>
    public static async Task<ReadOnlyMemory<byte>?> Read(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit)
            return null;
        using var buffer = new MemoryStream();
        var chunk = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0)
        {
            if (buffer.Length + read > limit)
                return null;
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }
}
