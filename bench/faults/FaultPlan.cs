namespace Click2Call.Faults;

/// <summary>What the phone system does with an order to dial.</summary>
internal enum Verdict
{
    /// <summary>Places the call and says so.</summary>
    Place,

    /// <summary>Places the call and says so after 8 seconds.</summary>
    PlaceAndAnswerLate,

    /// <summary>Places the call and breaks the connection without an answer.</summary>
    PlaceAndBreak,

    /// <summary>Answers HTTP 503 and places nothing.</summary>
    Refuse,
}

/// <summary>
/// The same faults for everyone who is measured: they depend on the seed, the visitor's number and how often it was
/// ordered, not on when the order came.
/// </summary>
internal sealed record FaultPlan(int Seed)
{
    /// <summary>How much later a late answer comes.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromSeconds(8);

    /// <summary>10 % late, 10 % broken, 30 % refused.</summary>
    public Verdict Of(string number, int order) => Roll(number, order) switch
    {
        < 10 => Verdict.PlaceAndAnswerLate,
        < 20 => Verdict.PlaceAndBreak,
        < 50 => Verdict.Refuse,
        _ => Verdict.Place,
    };

    // FNV-1a with a last stir: the same on every machine, unlike HashCode.
    private uint Roll(string number, int order)
    {
        var hash = 2166136261u ^ (uint)Seed;
        foreach (var c in $"{number}/{order}")
            hash = unchecked((hash ^ c) * 16777619);
        hash ^= hash >> 15;
        hash = unchecked(hash * 2246822519);
        return (hash ^ (hash >> 13)) % 100;
    }
}
