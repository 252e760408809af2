namespace Click2Call.Simulation;

/// <summary>What many runs came to.</summary>
public sealed class Tally
{
    /// <summary>Runs.</summary>
    public int Runs { get; private set; }

    /// <summary>Requests sent.</summary>
    public long Posts { get; private set; }

    /// <summary>Calls committed.</summary>
    public long Calls { get; private set; }

    /// <summary>Calls that the phone systems placed.</summary>
    public long Dials { get; private set; }

    /// <summary>Things that happened, each at a moment of the seed's choice.</summary>
    public long Steps { get; private set; }

    internal void Add(RunResult result)
    {
        Runs++;
        Posts += result.Posts;
        Calls += result.Calls;
        Dials += result.Dials;
        Steps += result.Steps;
    }
}
