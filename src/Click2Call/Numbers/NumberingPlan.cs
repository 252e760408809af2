using System.Buffers.Binary;

namespace Click2Call.Numbers;

/// <summary>The numbering plans of all countries, read in place from <c>numbering-plan.bin</c>.</summary>
/// <remarks>
/// tools/numbering-metadata compiles Google's patterns into automata and writes the file; its layout.js is the description of the layout.
/// Nothing is parsed or built at start: the file is copied into memory once and each question reads the few bytes that it needs.
/// </remarks>
internal static class NumberingPlan
{
    /// <summary>No national number is longer (libphonenumber, MAX_LENGTH_FOR_NSN).</summary>
    public const int LongestNational = 17;

    private const int RegionIndexAt = 24;
    private const int CodeIndexAt = RegionIndexAt + (26 * 26 * 2);
    private const int RegionSize = 16;
    private const int CodeSize = 8;
    private const int ClassSize = 8;
    private const int StateSize = 22;

    private static readonly byte[] Data = Load();
    private static readonly int RegionsAt = Offset(8);
    private static readonly int CodesAt = Offset(12);
    private static readonly int PoolAt = Offset(16);
    private static readonly int StatesAt = Offset(20);
    private static readonly string?[] Names = new string?[(CodesAt - RegionsAt) / RegionSize];

    /// <summary>The region with this name (two letters, any case), or one that does not exist.</summary>
    public static NumberingRegion Region(string? name)
    {
        if (name is not { Length: 2 })
            return default;
        var first = (name[0] | 0x20) - 'a';
        var second = (name[1] | 0x20) - 'a';
        return (uint)first < 26 && (uint)second < 26
            ? new NumberingRegion(U16(RegionIndexAt + (2 * ((26 * first) + second))))
            : default;
    }

    /// <summary>The plan of a country code, or one that does not exist.</summary>
    /// <param name="code">0 to 999.</param>
    public static NumberingCode Code(int code) => new(U16(CodeIndexAt + (2 * code)));

    /// <summary>Where the fields of a region begin.</summary>
    public static int RegionAt(int region) => RegionsAt + (region * RegionSize);

    /// <summary>Where the fields of a country code begin.</summary>
    public static int CodeAt(int code) => CodesAt + (code * CodeSize);

    /// <summary>Where the fields of a class begin.</summary>
    public static int ClassAt(int pool, int number) => PoolAt + pool + ((number - 1) * ClassSize);

    /// <summary>A field of 16 bits.</summary>
    public static ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(Data.AsSpan(at));

    /// <summary>A field of 32 bits.</summary>
    public static uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(Data.AsSpan(at));

    /// <summary>A field of 8 bits.</summary>
    public static byte U8(int at) => Data[at];

    /// <summary>Everything from an entry of the pool on.</summary>
    public static ReadOnlySpan<byte> Pool(int offset) => Data.AsSpan(PoolAt + offset);

    /// <summary>A text or list of the pool that begins with its length.</summary>
    public static ReadOnlySpan<byte> Sized(ReadOnlySpan<byte> entry) => entry.Slice(1, entry[0]);

    /// <summary>What an automaton answers to a number; 0 when it knows no such number.</summary>
    public static int Walk(int state, ReadOnlySpan<byte> digits)
    {
        ReadOnlySpan<byte> states = Data.AsSpan(StatesAt);
        foreach (var digit in digits)
        {
            state = BinaryPrimitives.ReadUInt16LittleEndian(states[((state * StateSize) + (digit * 2))..]);
            if (state == 0)
                return 0;
        }

        return BinaryPrimitives.ReadUInt16LittleEndian(states[((state * StateSize) + 20)..]);
    }

    /// <summary>The name of a region; null for codes that belong to none.</summary>
    public static string? Name(int region)
    {
        var at = RegionAt(region);
        return Data[at] == 0 ? null : Names[region] ??= string.Create(2, at, static (name, from) => (name[0], name[1]) = ((char)Data[from], (char)Data[from + 1]));
    }

    private static int Offset(int at) => (int)U32(at);

    private static byte[] Load()
    {
        using var file = typeof(NumberingPlan).Assembly.GetManifestResourceStream("numbering-plan.bin")
            ?? throw new InvalidOperationException("The assembly was built without numbering-plan.bin.");
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
