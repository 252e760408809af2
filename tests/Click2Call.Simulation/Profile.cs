using Click2Call.Lines;

namespace Click2Call.Simulation;

/// <summary>What the phone system of a run can do.</summary>
/// <param name="Name">For the table of results.</param>
/// <param name="Can">The line's capabilities.</param>
/// <param name="KeepsHistory">Whether "not found" means that it was never placed.</param>
/// <param name="EventsWithin">How late its events may come, seconds.</param>
internal sealed record Profile(string Name, LineCapabilities Can, bool KeepsHistory, double EventsWithin)
{
    private const LineCapabilities Reports = LineCapabilities.ReportsProgress | LineCapabilities.ReportsEnd;

    public static IReadOnlyList<Profile> All { get; } =
    [
        new("dials, and that is all", LineCapabilities.None, false, 0),
        new("reports", Reports | LineCapabilities.HangUp, false, 4),
        new("reports and keeps its history", Reports | LineCapabilities.LookUp | LineCapabilities.HangUp | LineCapabilities.RingsSeveral, true, 180),
        new("reports and knows what is live", Reports | LineCapabilities.LookUp | LineCapabilities.HangUp, false, 4),
        new("reports ends", LineCapabilities.ReportsEnd, false, 60),
        new("keeps its history and reports nothing", LineCapabilities.LookUp | LineCapabilities.HangUp, true, 0),
        new("reports and cannot hang up", Reports, false, 4),
    ];

    /// <summary>Whether anything can be known of an attempt whose answer was lost.</summary>
    public bool CanTell => (Can & (LineCapabilities.LookUp | LineCapabilities.ReportsProgress)) != 0;
}
