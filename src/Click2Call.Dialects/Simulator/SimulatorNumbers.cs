namespace Click2Call.Dialects.Simulator;

/// <summary>
/// The test extensions and numbers: what is dialled decides what happens. Most codes are the SIP or HTTP status that
/// says the same. docs/simulator.md shows the table to people.
/// </summary>
public static class SimulatorNumbers
{
    /// <summary>All rows.</summary>
    public static IReadOnlyList<SimulatorRule> Rules { get; } =
    [
        new("101", SimulatedPhone.Answers),
        new("102", SimulatedPhone.OnScreen),
        new("103", SimulatedPhone.AnswersAtOnce),
        new("486", SimulatedPhone.Busy),
        new("404", SimulatedPhone.Away),
        new("480", SimulatedPhone.NoAnswer),
        new("603", SimulatedPhone.Declines),
        new("403", SimulatedPhone.Barred),
        new("487", SimulatedPhone.HangsUp),
        new("111", SimulatedPhone.Presses1),
        new("112", SimulatedPhone.Presses2),
        new("202", SimulatedPhone.Answers, SimulatedReply.Slow),
        new("504", SimulatedPhone.Answers, SimulatedReply.Lost),
        new("502", SimulatedPhone.Answers, SimulatedReply.Broken),
        new("503", SimulatedPhone.Answers, SimulatedReply.OutOfService),
        new("401", SimulatedPhone.Answers, SimulatedReply.Refused),
        new("521", SimulatedPhone.Answers, SimulatedReply.Down),
    ];

    private static readonly Dictionary<string, SimulatorRule> ByCode = Rules.ToDictionary(rule => rule.Code, StringComparer.Ordinal);

    /// <summary>
    /// The row for what was dialled, or null for one that is not in the table: the last three characters of an
    /// extension, login code or user of a SIP address; the last four of a number in E.164, of which the first must be 0.
    /// </summary>
    public static SimulatorRule? Find(string dialled)
    {
        ArgumentNullException.ThrowIfNull(dialled);
        var user = UserOf(dialled);
        var ending = user.StartsWith('+') ? user[^Math.Min(4, user.Length)..] : user[^Math.Min(3, user.Length)..];
        return ending.Length == 4
            ? ending[0] == '0' ? ByCode.GetValueOrDefault(ending[1..]) : null
            : ByCode.GetValueOrDefault(ending);
    }

    private static string UserOf(string dialled)
    {
        if (!dialled.StartsWith("sip", StringComparison.OrdinalIgnoreCase) || !dialled.Contains(':', StringComparison.Ordinal))
            return dialled;
        var user = dialled[(dialled.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var at = user.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? user : user[..at];
    }
}
