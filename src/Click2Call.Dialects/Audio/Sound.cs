namespace Click2Call.Dialects.Audio;

/// <summary>A sound that is read from its beginning to its end, all channels mixed into one.</summary>
internal abstract class Sound : IDisposable
{
    /// <summary>Samples a second, from 1,000 to 384,000.</summary>
    public abstract int Rate { get; }

    /// <summary>Reads on.</summary>
    /// <param name="samples">Takes samples from -1 to 1.</param>
    /// <returns>How many; 0 at the end.</returns>
    public abstract int Read(Span<float> samples);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>Whether a rate is one that we read.</summary>
    protected static bool IsRate(int rate) => rate is >= 1_000 and <= 384_000;
}
