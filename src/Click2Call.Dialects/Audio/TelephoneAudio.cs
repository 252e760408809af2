using System.Buffers.Binary;

namespace Click2Call.Dialects.Audio;

/// <summary>Makes any WAV or MP3 what every phone system plays: one channel of 16-bit samples, 8,000 a second, in a WAV file.</summary>
internal sealed class TelephoneAudio : IDisposable
{
    /// <summary>Samples a second.</summary>
    public const int Rate = 8_000;

    /// <summary>What is longer is no message.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private const int HeaderLength = 44;
    private static readonly int MostSamples = (int)Longest.TotalSeconds * Rate;

    private readonly int rate;
    private readonly MemoryStream samples = new();
    private double sum;
    private int count;
    private int phase;
    private short last;

    private TelephoneAudio(int rate) => this.rate = rate;

    /// <summary>Makes it; null when the file is neither, holds no sound, or is longer than <see cref="Longest"/>.</summary>
    public static byte[]? Of(ReadOnlyMemory<byte> file)
    {
        using var sound = (Sound?)WavSound.Open(file) ?? Mp3Sound.Open(file);
        if (sound is null)
            return null;
        using var audio = new TelephoneAudio(sound.Rate);
        var frame = new float[4096];
        while (sound.Read(frame) is > 0 and var read)
        {
            foreach (var sample in frame.AsSpan(0, read))
                audio.Add(sample);
            if (audio.samples.Length > MostSamples * 2L)
                return null;
        }

        return audio.samples.Length == 0 ? null : audio.File();
    }

    /// <inheritdoc/>
    public void Dispose() => samples.Dispose();

    // The mean of all samples that fall into one of ours: what a telephone cannot carry is taken out on the way. Of a slower
    // sound, a sample is repeated.
    private void Add(float sample)
    {
        sum += sample;
        count++;
        phase += Rate;
        while (phase >= rate)
        {
            phase -= rate;
            if (count > 0)
                last = (short)Math.Round(Math.Clamp(sum / count, -1, 1) * short.MaxValue);
            (sum, count) = (0, 0);
            samples.WriteByte((byte)last);
            samples.WriteByte((byte)(last >> 8));
        }
    }

    private byte[] File()
    {
        var length = (int)samples.Length;
        var file = new byte[HeaderLength + length];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), HeaderLength - 8 + length);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), Rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), length);
        samples.GetBuffer().AsSpan(0, length).CopyTo(file.AsSpan(HeaderLength));
        return file;
    }
}
