namespace Click2Call.Dialects.Audio;

/// <summary>Bytes in memory that give up when somebody reads them over and over: a decoder that goes round in circles ends with an error.</summary>
internal sealed class ReadOnceStream(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    // Looking back, and reading a byte at a time, is all right.
    private long left = (8L * bytes.Length) + 65_536;
    private long calls = (4L * bytes.Length) + 65_536;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Counted(base.Read(buffer, offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => Counted(base.Read(buffer));

    /// <inheritdoc/>
    public override int ReadByte()
    {
        Counted(1);
        return base.ReadByte();
    }

    private int Counted(int read)
    {
        left -= read;
        return left < 0 || --calls < 0 ? throw new IOException("It was read over and over.") : read;
    }
}
