namespace Click2Call.Simulation;

/// <summary>What became of one run.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Broken">The promise that was broken; null: none.</param>
/// <param name="Profile">What its phone system could do.</param>
/// <param name="Posts">How many requests were sent.</param>
/// <param name="Calls">How many calls were committed.</param>
/// <param name="Dials">How many calls the phone system placed.</param>
/// <param name="Steps">How many things happened.</param>
public sealed record RunResult(int Seed, string? Broken, string Profile, int Posts, int Calls, int Dials, int Steps)
{
    /// <summary>What happened, line by line, when it was asked for.</summary>
    public IReadOnlyList<string> Trace { get; init; } = [];
}
