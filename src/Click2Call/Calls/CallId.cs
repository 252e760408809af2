using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Click2Call.Calls;

/// <summary>
/// The id of a call: a version 7 UUID that we make before anything else happens, so that the row, the alarm, the
/// answer and the phone system's own id all come from one value.
/// </summary>
/// <remarks>
/// The time inside (milliseconds) yields the storage keys, so account and id are one point read. Written with dashes
/// for most, as 32 hexadecimal digits where a dialect says so (Voicenter's <c>CALLID</c>).
/// </remarks>
public readonly record struct CallId : IComparable<CallId>
{
    // 48 bits reach further than any calendar here: an id beyond the year 9999 is nobody's.
    private static readonly long LastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
    private readonly Guid _value;

    private CallId(Guid value) => _value = value;

    /// <summary>When the id was made, to the millisecond, UTC.</summary>
    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    private long Milliseconds
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            _value.TryWriteBytes(bytes, bigEndian: true, out _);
            return BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16;
        }
    }

    /// <summary>Makes a new id from the clock.</summary>
    public static CallId New(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
#pragma warning disable RS0030 // The one place that may: the time comes from the clock passed in.
        return new(Guid.CreateVersion7(clock.GetUtcNow()));
#pragma warning restore RS0030
    }

    /// <summary>Makes an id from a time and a source of random bytes that a simulation seeds.</summary>
    public static CallId New(DateTimeOffset at, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes, (at.ToUnixTimeMilliseconds() << 16) | (uint)(bytes[6] << 8) | bytes[7]);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(new Guid(bytes, bigEndian: true));
    }

    /// <summary>Reads an id in either form. Only version 7 ids are ours; anything else is not found.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out CallId id)
    {
        id = default;
        if (text is not { Length: 32 or 36 } || !Guid.TryParse(text, out var value) || value.Version != 7)
            return false;
        id = new(value);
        if (id.Milliseconds <= LastMillisecond)
            return true;
        id = default;
        return false;
    }

    /// <summary>Reads an id in either form.</summary>
    /// <exception cref="FormatException">The text is not a version 7 UUID.</exception>
    public static CallId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("A call id is a version 7 UUID.");

    /// <summary>32 hexadecimal digits without dashes.</summary>
    public string ToHex() => _value.ToString("N");

    /// <inheritdoc />
    public override string ToString() => _value.ToString("D");

    /// <inheritdoc />
    public int CompareTo(CallId other) => _value.CompareTo(other._value);

    /// <summary>Older first.</summary>
    public static bool operator <(CallId left, CallId right) => left.CompareTo(right) < 0;

    /// <summary>Newer first.</summary>
    public static bool operator >(CallId left, CallId right) => left.CompareTo(right) > 0;

    /// <summary>Older first, or the same.</summary>
    public static bool operator <=(CallId left, CallId right) => left.CompareTo(right) <= 0;

    /// <summary>Newer first, or the same.</summary>
    public static bool operator >=(CallId left, CallId right) => left.CompareTo(right) >= 0;
}
