namespace Click2Call.Numbers;

/// <summary>Matches international and national prefixes, whose patterns have groups and whose alternatives are tried in the order written.</summary>
/// <remarks>The programs come from tools/numbering-metadata/regex.js. They hold no loops, so every match ends.</remarks>
internal static class PrefixProgram
{
    /// <summary>Two positions for the whole (unused) and each of two groups.</summary>
    public const int Slots = 6;

    private const byte Done = 0;
    private const byte Digit = 1;
    private const byte Fork = 2;
    private const byte Jump = 3;
    private const byte Save = 4;
    private const byte End = 5;

    /// <summary>Runs a program at the start of the digits.</summary>
    /// <param name="program">Its place in the pool.</param>
    /// <param name="digits">The number.</param>
    /// <param name="groups">Takes start and end of each group; what no group took stays as it was.</param>
    /// <returns>How many digits the pattern took, or -1.</returns>
    public static int Match(int program, ReadOnlySpan<byte> digits, Span<int> groups) =>
        Run(NumberingPlan.Pool(program)[1..], 0, digits, 0, groups);

    private static int Run(ReadOnlySpan<byte> code, int at, ReadOnlySpan<byte> digits, int position, Span<int> groups)
    {
        Span<int> before = stackalloc int[Slots];
        while (true)
        {
            switch (code[at])
            {
                case Digit:
                    if (position == digits.Length || (Operand(code, at) >> digits[position] & 1) == 0)
                        return -1;
                    position++;
                    at += 3;
                    break;
                case Fork:
                    groups.CopyTo(before);
                    var end = Run(code, at + 3, digits, position, groups);
                    if (end >= 0)
                        return end;
                    before.CopyTo(groups);
                    at = Operand(code, at);
                    break;
                case Jump:
                    at = Operand(code, at);
                    break;
                case Save:
                    groups[code[at + 1]] = position;
                    at += 2;
                    break;
                case End:
                    if (position != digits.Length)
                        return -1;
                    at++;
                    break;
                default:
                    return position;
            }
        }
    }

    private static int Operand(ReadOnlySpan<byte> code, int at) => code[at + 1] | code[at + 2] << 8;
}
