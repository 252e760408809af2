using NLayer;

namespace Click2Call.Dialects.Audio;

/// <summary>An MP3 file.</summary>
internal sealed class Mp3Sound : Sound
{
    private readonly MpegFile file;
    private readonly int channels;
    private float[] frame = [];

    private Mp3Sound(MpegFile file)
    {
        this.file = file;
        channels = file.Channels;
        Rate = file.SampleRate;
    }

    /// <inheritdoc/>
    public override int Rate { get; }

    /// <summary>Opens it; null when it is none.</summary>
    public static Mp3Sound? Open(ReadOnlyMemory<byte> content)
    {
        if (Mp3Frames.Of(content.Span) is not { } frames)
            return null;
        MpegFile? file = null;
        try
        {
            file = new MpegFile(new ReadOnceStream(frames));
            if (file.Channels is 1 or 2 && IsRate(file.SampleRate))
                return new Mp3Sound(file);
            file.Dispose();
            return null;
        }
#pragma warning disable CA1031 // The decoder tells of what is no MP3 by exceptions of many kinds.
        catch (Exception)
#pragma warning restore CA1031
        {
            file?.Dispose();
            return null;
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<float> samples)
    {
        if (frame.Length < samples.Length * channels)
            frame = new float[samples.Length * channels];
        int read;
        try
        {
            read = file.ReadSamples(frame, 0, samples.Length * channels) / channels;
        }
#pragma warning disable CA1031 // A file that breaks off is played as far as it goes.
        catch (Exception)
#pragma warning restore CA1031
        {
            return 0;
        }

        for (var i = 0; i < read; i++)
            samples[i] = channels == 1 ? frame[i] : (frame[2 * i] + frame[(2 * i) + 1]) / 2;
        return read;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        file.Dispose();
        base.Dispose();
    }
}
