using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Click2Call.Numbers;

/// <summary>The time zones in which a number may be, read in place from <c>number-zones.bin</c>.</summary>
/// <remarks>
/// libphonenumber's map of prefixes to time zones, and its rule (PhoneNumberToTimeZonesMapper): a number that belongs to a
/// place is looked up by its longest known prefix, any other by its country code, because a mobile number says nothing of
/// where in the country it is. Two departures, both where the reference knows less than the number tells: North American
/// area codes tell the territory of mobile numbers too (+1 876 is Jamaica), and +7 7 is Kazakhstan.
/// tools/numbering-metadata/zones.js writes the file and describes its layout.
/// </remarks>
public static class NumberZones
{
    private const int LengthsAt = 16;
    private const int LongestPrefix = 9;

    private static readonly byte[] Data = Load();
    private static readonly string[]?[] Sets = new string[U16(8)][];

    /// <summary>
    /// The IANA zones in which the number may be, in the order of their names; empty when the number tells none (a satellite
    /// phone, a worldwide toll-free number). Any call after the first about the same zones allocates nothing.
    /// </summary>
    public static IReadOnlyList<string> Of(PhoneNumber number)
    {
        ArgumentNullException.ThrowIfNull(number);
        Span<byte> digits = stackalloc byte[NumberFormat.Longest];
        var all = digits[..number.WriteDigits(digits)];
        var code = number.CountryCode < 10 ? 1 : number.CountryCode < 100 ? 2 : 3;
        return Find(TellsItsPlace(number) ? all : all[..code]);
    }

    /// <summary>The IANA zones of a region's country code, in the order of their names; empty when there is no such region.</summary>
    /// <param name="region">ISO 3166 alpha-2.</param>
    public static IReadOnlyList<string> OfRegion(string region)
    {
        if (NumberingPlan.Region(region) is not { Exists: true, Code: var code })
            return [];
        Span<byte> digits = stackalloc byte[3];
        Utf8Formatter.TryFormat(code, digits, out var length);
        for (var at = 0; at < length; at++)
            digits[at] -= (byte)'0';
        return Find(digits[..length]);
    }

    /// <summary>The zones of the longest prefix that is known of these digits.</summary>
    internal static IReadOnlyList<string> Find(ReadOnlySpan<byte> digits)
    {
        for (var length = Math.Min(digits.Length, LongestPrefix); length > 0; length--)
        {
            var prefix = 0u;
            foreach (var digit in digits[..length])
                prefix = (10 * prefix) + digit;
            if (SetOf(prefix, length) is { } set)
                return Sets[set] ??= Read(set);
        }

        return [];
    }

    private static bool TellsItsPlace(PhoneNumber number) => number.CountryCode switch
    {
        1 => true,
        7 when number.Region != "RU" => true,
        52 or 54 or 55 or 86 => number.Type is NumberType.FixedLine or NumberType.FixedLineOrMobile or NumberType.Mobile,
        _ => number.Type is NumberType.FixedLine or NumberType.FixedLineOrMobile,
    };

    private static int? SetOf(uint prefix, int length)
    {
        var entry = LengthsAt + (8 * (length - 1));
        var (at, count) = ((int)U32(entry), (int)U32(entry + 4));
        var (low, high) = (0, count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var key = U32(at + (4 * middle));
            if (key == prefix)
                return U16(at + (4 * count) + (2 * middle));
            if (key < prefix)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return null;
    }

    private static string[] Read(int set)
    {
        var at = U16(U16(12) + (2 * set));
        var zones = new string[Data[at]];
        for (var i = 0; i < zones.Length; i++)
        {
            var zone = U16(U16(10) + (2 * U16(at + 1 + (2 * i))));
            zones[i] = Encoding.ASCII.GetString(Data, zone + 1, Data[zone]);
        }

        return zones;
    }

    private static ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(Data.AsSpan(at));

    private static uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(Data.AsSpan(at));

    private static byte[] Load()
    {
        using var file = typeof(NumberZones).Assembly.GetManifestResourceStream("number-zones.bin")
            ?? throw new InvalidOperationException("The assembly was built without number-zones.bin.");
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
