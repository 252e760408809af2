using Click2Call.Flows;

namespace Click2Call.Accounts;

/// <summary>What callers hear in place of a message of ours.</summary>
/// <param name="Code">Which message: <see cref="Failure"/> or <see cref="Endless"/>.</param>
/// <param name="Flow">The flow whose callers hear it; null: those of every flow that has none of its own.</param>
/// <param name="Sounds">What they hear, texts and files.</param>
public sealed record SystemMessage(string Code, string? Flow, IReadOnlyList<FlowSound> Sounds)
{
    /// <summary>Something failed inside, and the call ends or goes to its refuge.</summary>
    public const string Failure = "failure";

    /// <summary>The call went round for too long and is ended.</summary>
    public const string Endless = "endless";

    /// <summary>The most sounds of one message: 5.</summary>
    public const int MostSounds = 5;

    /// <summary>All codes.</summary>
    public static IReadOnlyList<string> Codes { get; } = [Failure, Endless];
}
