using System.Buffers.Binary;

namespace Click2Call.Dialects.Tests.Audio;

/// <summary>Sound files for tests: a tone of 440 Hz, and what a file holds.</summary>
internal static class Sounds
{
    public static byte[] Wav(double seconds, int rate = 8_000, int channels = 1, int format = 1, int bits = 16, double loud = 0.5)
    {
        var frames = (int)(seconds * rate);
        var data = new byte[frames * channels * bits / 8];
        for (var i = 0; i < frames * channels; i++)
            Write(data.AsSpan(i * bits / 8), format, bits, loud * Math.Sin(2 * Math.PI * 440 * (i / channels) / rate));
        return Riff(rate, channels, format, bits, data);
    }

    public static byte[] Riff(int rate, int channels, int format, int bits, byte[] data)
    {
        var file = new byte[44 + data.Length];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(20), (ushort)format);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(22), (ushort)channels);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), rate * channels * bits / 8);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(32), (ushort)(channels * bits / 8));
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(34), (ushort)bits);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), data.Length);
        data.CopyTo(file, 44);
        return file;
    }

    /// <summary>Frames of silence in MPEG-1 layer III, 128 kbit/s, 44,100 Hz, two channels: a header, and zeros for everything else.</summary>
    public static byte[] Mp3(int frames)
    {
        const int Length = 417;
        var file = new byte[frames * Length];
        for (var i = 0; i < frames; i++)
            ((byte[])[0xFF, 0xFB, 0x90, 0x00]).CopyTo(file, i * Length);
        return file;
    }

    /// <summary>Rate, channels, bits and length of a WAV file as we write them: a header of 44 bytes, then samples.</summary>
    public static (int Rate, int Channels, int Bits, double Seconds) Describe(byte[] wav)
    {
        Assert.Equal("RIFF"u8, wav.AsSpan(0, 4));
        Assert.Equal("WAVEfmt "u8, wav.AsSpan(8, 8));
        Assert.Equal("data"u8, wav.AsSpan(36, 4));
        Assert.Equal(wav.Length - 44, BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(40)));
        var rate = BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(24));
        return (rate, wav[22], wav[34], Math.Round((wav.Length - 44) / 2.0 / rate, 1));
    }

    /// <summary>The samples of such a file, from -1 to 1.</summary>
    public static IEnumerable<double> Samples(byte[] wav) => Enumerable.Range(22, (wav.Length - 44) / 2).Select(i => BitConverter.ToInt16(wav, i * 2) / 32768.0);

    private static void Write(Span<byte> sample, int format, int bits, double value)
    {
        switch (format, bits)
        {
            case (3, 32):
                BinaryPrimitives.WriteSingleLittleEndian(sample, (float)value);
                break;
            case (3, 64):
                BinaryPrimitives.WriteDoubleLittleEndian(sample, value);
                break;
            case (1, 8):
                sample[0] = (byte)(128 + (value * 127));
                break;
            case (1, 24):
                var whole = (int)(value * 8388607);
                (sample[0], sample[1], sample[2]) = ((byte)whole, (byte)(whole >> 8), (byte)(whole >> 16));
                break;
            case (1, 32):
                BinaryPrimitives.WriteInt32LittleEndian(sample, (int)(value * int.MaxValue));
                break;
            default:
                BinaryPrimitives.WriteInt16LittleEndian(sample, (short)(value * short.MaxValue));
                break;
        }
    }
}
