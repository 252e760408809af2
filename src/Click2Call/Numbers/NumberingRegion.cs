namespace Click2Call.Numbers;

/// <summary>The rules by which a region's numbers are read.</summary>
/// <param name="record">The number of its record in <see cref="NumberingPlan"/>, 0 for no region.</param>
/// <remarks>Not a record: the equality that comes with one costs the first parse another assembly.</remarks>
internal readonly struct NumberingRegion(ushort record)
{
    /// <summary>Whether there is such a region.</summary>
    public bool Exists => record != 0;

    /// <summary>Its country code.</summary>
    public int Code => NumberingPlan.U16(At + 2);

    private int At => NumberingPlan.RegionAt(record);

    /// <summary>How many digits of the text are an international prefix of this region, or -1.</summary>
    public int InternationalPrefix(ReadOnlySpan<byte> digits)
    {
        var program = NumberingPlan.U16(At + 10);
        if (program == 0)
            return -1;
        Span<int> groups = stackalloc int[PrefixProgram.Slots];
        return PrefixProgram.Match(program, digits, groups);
    }

    /// <summary>Whether a national number has the general shape of the region's numbers.</summary>
    public bool HasShape(ReadOnlySpan<byte> national) => NumberingPlan.Walk(NumberingPlan.U16(At + 8), national) != 0;

    /// <summary>How a length compares to those of the region's numbers.</summary>
    public LengthVerdict Judge(int length)
    {
        var lengths = NumberingPlan.U32(At + 4);
        if (length < 32 && (lengths >> length & 1) != 0)
            return LengthVerdict.Possible;
        if (length < System.Numerics.BitOperations.TrailingZeroCount(lengths))
            return LengthVerdict.TooShort;
        return length > System.Numerics.BitOperations.Log2(lengths) ? LengthVerdict.TooLong : LengthVerdict.Between;
    }

    /// <summary>Takes the national prefix off a number, where there is one and the number without it is no worse.</summary>
    /// <param name="number">The digits.</param>
    /// <param name="stripped">Takes the result where a rule rewrites the number (Argentina: 0 11 15… is 9 11…).</param>
    /// <returns>The number without prefix; the number itself when nothing was taken off.</returns>
    /// <remarks>libphonenumber, maybeStripNationalPrefixAndCarrierCode.</remarks>
    public ReadOnlySpan<byte> WithoutNationalPrefix(ReadOnlySpan<byte> number, Span<byte> stripped)
    {
        var program = NumberingPlan.U16(At + 12);
        if (program == 0 || number.IsEmpty)
            return number;
        scoped Span<int> groups = stackalloc int[PrefixProgram.Slots];
        foreach (ref var position in groups) // Fill would be vectorised, which costs the first parse milliseconds
            position = -1;
        var length = PrefixProgram.Match(program, number, groups);
        if (length < 0)
            return number;

        var transform = NumberingPlan.U16(At + 14);
        var last = 2 * NumberingPlan.Pool(program)[0];
        var rest = transform == 0 || groups[last] < 0 || groups[last] == groups[last + 1]
            ? number[length..]
            : Rewritten(NumberingPlan.Sized(NumberingPlan.Pool(transform)), number, length, groups, stripped);
        return HasShape(number) && !HasShape(rest) ? number : rest;
    }

    private static Span<byte> Rewritten(ReadOnlySpan<byte> rule, ReadOnlySpan<byte> number, int prefix, scoped ReadOnlySpan<int> groups, Span<byte> stripped)
    {
        var written = 0;
        foreach (var part in rule)
        {
            if (part < 10)
            {
                stripped[written++] = part;
                continue;
            }

            var group = 2 * (part - 16);
            if (groups[group] < 0)
                continue;
            var digits = number[groups[group]..groups[group + 1]];
            digits.CopyTo(stripped[written..]);
            written += digits.Length;
        }

        number[prefix..].CopyTo(stripped[written..]);
        return stripped[..(written + number.Length - prefix)];
    }
}
