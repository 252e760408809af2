namespace Click2Call.Dialects.Audio;

/// <summary>
/// The frames of an MP3 file (ISO/IEC 11172-3 and 13818-3, layer III), one behind the other and nothing between them. The decoder
/// gets only these: looking for the next frame in whatever stands between them, it can go on for ever.
/// </summary>
internal static class Mp3Frames
{
    // Tags and covers stand in front of the sound; what has not begun after so much is no MP3.
    private const int MostBefore = 4 * 1024 * 1024;

    private static readonly int[] Rates1 = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] Rates2 = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    private static readonly int[] Samplings = [44_100, 48_000, 32_000];

    /// <summary>Takes them out; null when there are not two that belong together.</summary>
    public static byte[]? Of(ReadOnlySpan<byte> file)
    {
        var start = First(file);
        if (start < 0)
            return null;
        var kept = new byte[file.Length - start];
        var (length, kind) = (0, Kind(file[start..]));
        for (var at = start; at < file.Length;)
        {
            var frame = Length(file[at..]);
            if (frame > 0 && Kind(file[at..]) == kind && at + frame <= file.Length)
            {
                file.Slice(at, frame).CopyTo(kept.AsSpan(length));
                length += frame;
                at += frame;
            }
            else
            {
                at++;
            }
        }

        return kept[..length];
    }

    // One header alone may be chance; behind it there must be another of its kind.
    private static int First(ReadOnlySpan<byte> file)
    {
        for (var at = 0; at < file.Length && at < MostBefore; at++)
        {
            var frame = Length(file[at..]);
            if (frame > 0 && at + frame < file.Length && Length(file[(at + frame)..]) > 0 && Kind(file[at..]) == Kind(file[(at + frame)..]))
                return at;
        }

        return -1;
    }

    // Version, layer and sampling rate: the same in all frames of a file. The channels too, which the decoder takes for granted.
    private static int Kind(ReadOnlySpan<byte> frame) => ((frame[1] & 0x1E) << 16) | ((frame[2] & 0x0C) << 8) | ((frame[3] & 0xC0) == 0xC0 ? 1 : 2);

    private static int Length(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < 4 || frame[0] != 0xFF || (frame[1] & 0xE0) != 0xE0 || (frame[1] & 0x06) != 0x02)
            return 0;
        int version = (frame[1] >> 3) & 3, rate = frame[2] >> 4, sampling = (frame[2] >> 2) & 3, padding = (frame[2] >> 1) & 1;
        if (version == 1 || rate is 0 or 15 || sampling == 3)
            return 0;
        var perSecond = Samplings[sampling] >> (version switch { 3 => 0, 2 => 1, _ => 2 });
        return version == 3 ? (144_000 * Rates1[rate - 1] / perSecond) + padding : (72_000 * Rates2[rate - 1] / perSecond) + padding;
    }
}
