using Click2Call.Calls;

namespace Click2Call.Dialects.Simulator;

/// <summary>Where a simulated call is at one moment.</summary>
/// <param name="First">What has happened to the leg that was dialled first.</param>
/// <param name="Second">What has happened to the leg that was dialled second.</param>
/// <param name="Facts">The same and the call's record as facts, oldest first.</param>
/// <param name="NextChangeAt">When something happens next if nobody presses anything; null when the call is over.</param>
public sealed record SimulatedMoment(LegFacts First, LegFacts Second, IReadOnlyList<Fact> Facts, DateTimeOffset? NextChangeAt)
{
    /// <summary>Whether nothing more will happen.</summary>
    public bool Over => NextChangeAt is null;

    /// <summary>What has happened to that leg.</summary>
    public LegFacts Leg(LegPosition leg) => leg == LegPosition.First ? First : Second;
}
