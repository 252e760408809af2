namespace Click2Call.Dialects.Audio;

/// <summary>The two laws by which telephony writes a sample in one byte (ITU-T G.711).</summary>
internal static class G711
{
    /// <summary>A 16-bit sample of an A-law byte.</summary>
    public static int FromALaw(byte coded)
    {
        var bits = coded ^ 0x55;
        var (exponent, mantissa) = ((bits >> 4) & 7, bits & 15);
        var size = exponent == 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1);
        return (bits & 0x80) != 0 ? size : -size;
    }

    /// <summary>A 16-bit sample of a µ-law byte.</summary>
    public static int FromMuLaw(byte coded)
    {
        var bits = (byte)~coded;
        var size = ((((bits & 15) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
        return (bits & 0x80) != 0 ? -size : size;
    }
}
