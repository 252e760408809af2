using System.Buffers.Binary;

namespace Click2Call.Dialects.Audio;

/// <summary>A WAV file (RIFF): whole numbers of 8 to 32 bits, floating point, A-law and µ-law (ITU-T G.711); any rate, up to 16 channels.</summary>
internal sealed class WavSound : Sound
{
    private const int Pcm = 1, Float = 3, ALaw = 6, MuLaw = 7, Extensible = 0xFFFE;

    private readonly ReadOnlyMemory<byte> data;
    private readonly int format;
    private readonly int channels;
    private readonly int bytes;
    private int place;

    private WavSound(ReadOnlyMemory<byte> data, int format, int channels, int bytes, int rate)
    {
        (this.data, this.format, this.channels, this.bytes) = (data, format, channels, bytes);
        Rate = rate;
    }

    /// <inheritdoc/>
    public override int Rate { get; }

    /// <summary>Opens it; null when it is no such file.</summary>
    public static WavSound? Open(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        if (bytes.Length < 12 || !bytes.StartsWith("RIFF"u8) || !bytes[8..].StartsWith("WAVE"u8))
            return null;
        ReadOnlySpan<byte> form = default;
        for (var at = 12; at + 8 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
            var from = at + 8;
            // Recorders that were cut off, and those that write as they go, leave a length that is too great.
            var to = (int)Math.Min(bytes.Length, from + (long)length);
            if (bytes[at..].StartsWith("fmt "u8))
                form = bytes[from..to];
            else if (bytes[at..].StartsWith("data"u8))
                return form.Length < 16 ? null : Of(form, file[from..to]);
            at = to + (int)(length & 1);
        }

        return null;
    }

    /// <inheritdoc/>
    public override int Read(Span<float> samples)
    {
        var frame = channels * bytes;
        var read = 0;
        for (; read < samples.Length && place + frame <= data.Length; read++, place += frame)
        {
            var sum = 0f;
            for (var channel = 0; channel < channels; channel++)
                sum += Sample(data.Span.Slice(place + (channel * bytes), bytes));
            samples[read] = sum / channels;
        }

        return read;
    }

    private static WavSound? Of(ReadOnlySpan<byte> form, ReadOnlyMemory<byte> data)
    {
        int format = BinaryPrimitives.ReadUInt16LittleEndian(form), channels = BinaryPrimitives.ReadUInt16LittleEndian(form[2..]);
        int rate = BinaryPrimitives.ReadInt32LittleEndian(form[4..]), bits = BinaryPrimitives.ReadUInt16LittleEndian(form[14..]);
        if (format == Extensible && form.Length >= 26)
            format = BinaryPrimitives.ReadUInt16LittleEndian(form[24..]);
        var known = format switch
        {
            Pcm => bits is 8 or 16 or 24 or 32,
            Float => bits is 32 or 64,
            ALaw or MuLaw => bits == 8,
            _ => false,
        };
        return known && channels is >= 1 and <= 16 && IsRate(rate) ? new(data, format, channels, bits / 8, rate) : null;
    }

    private float Sample(ReadOnlySpan<byte> sample) => (format, bytes) switch
    {
        (Float, 4) => Finite(BinaryPrimitives.ReadSingleLittleEndian(sample)),
        (Float, _) => Finite((float)BinaryPrimitives.ReadDoubleLittleEndian(sample)),
        (ALaw, _) => G711.FromALaw(sample[0]) / 32768f,
        (MuLaw, _) => G711.FromMuLaw(sample[0]) / 32768f,
        (_, 1) => (sample[0] - 128) / 128f,
        (_, 2) => BinaryPrimitives.ReadInt16LittleEndian(sample) / 32768f,
        (_, 3) => (((sample[0] << 8) | (sample[1] << 16) | (sample[2] << 24)) >> 8) / 8388608f,
        _ => BinaryPrimitives.ReadInt32LittleEndian(sample) / 2147483648f,
    };

    private static float Finite(float sample) => float.IsFinite(sample) ? sample : 0;
}
