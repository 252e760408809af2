using Click2Call.Numbers;

namespace Click2Call.Flows;

/// <summary>One way out of a step: taken when the value is in it and the moment is within its hours. What it does not say is not asked.</summary>
public sealed record FlowCase
{
    /// <summary>Values; phone numbers may be written in any form.</summary>
    public IReadOnlyList<string> In { get; init; } = [];

    /// <summary>Beginnings of values.</summary>
    public IReadOnlyList<string> StartsWith { get; init; } = [];

    /// <summary>Days of the week; empty: every day.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>From this time of the day on, in the account's zone.</summary>
    public TimeOnly? From { get; init; }

    /// <summary>And before this one; earlier than <see cref="From"/>: over midnight, and the day is the one on which it began.</summary>
    public TimeOnly? To { get; init; }

    /// <summary>Opening hours of the account, by their id, that are open now; whoever changes those changes every flow that asks.</summary>
    public string? Hours { get; init; }

    /// <summary>The step to go to.</summary>
    public required string Next { get; init; }

    /// <summary>Whether this is the way, as far as it does not ask for <see cref="Hours"/>.</summary>
    /// <param name="value">The value that is asked about.</param>
    /// <param name="local">The moment in the account's zone.</param>
    /// <param name="region">Where phone numbers without a country code are read.</param>
    public bool Takes(string value, DateTime local, string region)
    {
        ArgumentNullException.ThrowIfNull(value);
        return MayTake(value, region) && IsOpen(local);
    }

    /// <summary>Whether this is the way at some moment.</summary>
    /// <param name="value">The value that is asked about.</param>
    /// <param name="region">Where phone numbers without a country code are read; null: they are not.</param>
    internal bool MayTake(string value, string? region) =>
        (In.Count == 0 || In.Any(one => Same(one, value, region)))
        && (StartsWith.Count == 0 || StartsWith.Any(one => value.StartsWith(one, StringComparison.OrdinalIgnoreCase) || Local(value, region).StartsWith(one, StringComparison.Ordinal)));

    /// <summary>Whether it asks for no moment, so that what it takes it takes always.</summary>
    internal bool IsAlways => Days.Count == 0 && From is null && To is null && Hours is null;

    private bool IsOpen(DateTime local)
    {
        var time = TimeOnly.FromDateTime(local);
        var from = From ?? TimeOnly.MinValue;
        if (To is not { } to)
            return OnDay(local) && time >= from;
        if (from <= to)
            return OnDay(local) && time >= from && time < to;
        return (OnDay(local) && time >= from) || (OnDay(local.AddDays(-1)) && time < to);
    }

    private bool OnDay(DateTime local) => Days.Count == 0 || Days.Contains(local.DayOfWeek);

    private static bool Same(string one, string value, string? region) =>
        string.Equals(one, value, StringComparison.OrdinalIgnoreCase)
        || (one.Length > 6
            && PhoneNumber.TryParsePlausible(one, region, out var left, out _)
            && PhoneNumber.TryParsePlausible(value, region, out var right, out _)
            && left == right);

    private static string Local(string value, string? region) =>
        value is { Length: > 6 } && PhoneNumber.TryParsePlausible(value, region, out var number, out _) ? number.ToLocal() : value;
}
