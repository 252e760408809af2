namespace Click2Call.Faults;

/// <summary>What became of it, judged by the phone system's own list.</summary>
internal sealed record Tally
{
    public required string Name { get; init; }

    public required int Callbacks { get; init; }

    /// <summary>Visitors who were told in the end that the form was taken.</summary>
    public required int Acknowledged { get; init; }

    /// <summary>Error answers, broken and refused connections.</summary>
    public required int Errors { get; init; }

    /// <summary>Waits without an answer.</summary>
    public required int Timeouts { get; init; }

    public required int PlacedOnce { get; init; }

    /// <summary>Visitors who were rung more than once.</summary>
    public required int PlacedTwice { get; init; }

    /// <summary>The most that one visitor was rung.</summary>
    public required int MostRings { get; init; }

    /// <summary>Acknowledged and never placed, whatever the history says.</summary>
    public required int Lost { get; init; }

    /// <summary>Ended as unknown in the history: one for a person to look at. Placed or not, they count above as well.</summary>
    public required int? Uncertain { get; init; }

    public required double? MedianSeconds { get; init; }

    public required double? P99Seconds { get; init; }

    public required int Orders { get; init; }

    public required int Kills { get; init; }

    public required int StorageCrashes { get; init; }

    public required TimeSpan Took { get; init; }

    /// <summary>Whether it came to rest before the time was over.</summary>
    public required bool Settled { get; init; }

    /// <summary>The numbers that were rung twice or lost.</summary>
    public required IReadOnlyList<string> Wronged { get; init; }

    public static Tally Of(
        IContender contender, int crashes, IReadOnlyList<Visitor> visitors, PhoneSystem phones, int? uncertain, bool settled, TimeSpan took, TimeProvider time)
    {
        var rings = phones.Placed.ToLookup(call => call.Number);
        var seconds = visitors.Where(visitor => rings.Contains(visitor.Number))
            .Select(visitor => time.GetElapsedTime(visitor.SentAt, rings[visitor.Number].First().At).TotalSeconds)
            .Order().ToList();
        var twice = visitors.Where(visitor => rings[visitor.Number].Count() > 1).ToList();
        var lost = visitors.Where(visitor => visitor.Acknowledged && !rings.Contains(visitor.Number)).ToList();
        return new Tally
        {
            Name = contender.Name,
            Callbacks = visitors.Count,
            Acknowledged = visitors.Count(visitor => visitor.Acknowledged),
            Errors = visitors.Sum(visitor => visitor.Errors),
            Timeouts = visitors.Sum(visitor => visitor.Timeouts),
            PlacedOnce = visitors.Count(visitor => rings[visitor.Number].Count() == 1),
            PlacedTwice = twice.Count,
            MostRings = rings.Count == 0 ? 0 : rings.Max(calls => calls.Count()),
            Lost = lost.Count,
            Uncertain = uncertain,
            MedianSeconds = At(seconds, 0.5),
            P99Seconds = At(seconds, 0.99),
            Orders = phones.Orders,
            Kills = contender.Kills,
            StorageCrashes = crashes,
            Took = took,
            Settled = settled,
            Wronged = [.. twice.Select(visitor => $"{visitor.Number}: rung {rings[visitor.Number].Count()} times"), .. lost.Select(visitor => $"{visitor.Number}: lost")],
        };
    }

    private static double? At(List<double> sorted, double part) =>
        sorted.Count == 0 ? null : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))];
}
