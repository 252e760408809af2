using System.Globalization;

namespace Click2Call.Numbers;

/// <summary>Writes national numbers by the formats of their country.</summary>
internal static class NumberFormat
{
    /// <summary>Room for any formatted number: 17 digits with separators, country code, extension and its prefix.</summary>
    public const int Longest = 96;

    /// <summary>Writes a national number.</summary>
    /// <param name="format">Where the format is in the pool; 0 writes the bare digits.</param>
    /// <param name="national">The digits as characters.</param>
    /// <param name="written">Takes the text.</param>
    /// <returns>Its length.</returns>
    public static int Write(int format, ReadOnlySpan<char> national, Span<char> written)
    {
        if (format == 0)
        {
            national.CopyTo(written);
            return national.Length;
        }

        var entry = NumberingPlan.Pool(format);
        var count = entry[0];
        Span<int> starts = stackalloc int[10];
        Divide(entry.Slice(1, 2 * count), national.Length, starts);
        var length = 0;
        foreach (var part in NumberingPlan.Sized(entry[(1 + (2 * count))..]))
        {
            if (part >= 10)
            {
                written[length++] = (char)part;
                continue;
            }

            var group = national[starts[part - 1]..starts[part]];
            group.CopyTo(written[length..]);
            length += group.Length;
        }

        return length;
    }

    /// <summary>Writes the extension behind a number.</summary>
    public static int WriteExtension(ReadOnlySpan<byte> prefix, string? extension, Span<char> written)
    {
        if (extension is null)
            return 0;
        for (var i = 0; i < prefix.Length; i++)
            written[i] = (char)prefix[i];
        extension.CopyTo(written[prefix.Length..]);
        return prefix.Length + extension.Length;
    }

    /// <summary>Writes <c>+</c> and a country code.</summary>
    public static int WriteCode(int code, Span<char> written)
    {
        written[0] = '+';
        code.TryFormat(written[1..], out var length, default, CultureInfo.InvariantCulture);
        return length + 1;
    }

    /// <summary>Each group takes as many digits as it may and as the ones after it leave, as a greedy pattern does.</summary>
    private static void Divide(ReadOnlySpan<byte> groups, int length, Span<int> starts)
    {
        var needed = 0;
        for (var i = 0; i < groups.Length; i += 2)
            needed += groups[i];
        for (var i = 0; i < groups.Length; i += 2)
        {
            needed -= groups[i];
            var from = starts[i / 2];
            starts[(i / 2) + 1] = from + Math.Min(groups[i + 1], length - from - needed);
        }
    }
}
