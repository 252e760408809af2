using System.Globalization;

namespace Click2Call.Faults;

/// <summary>The table, in Markdown.</summary>
internal static class Report
{
    private static readonly (string Row, Func<Tally, string> Cell)[] Rows =
    [
        ("callbacks asked for", tally => Text(tally.Callbacks)),
        ("acknowledged", tally => Text(tally.Acknowledged)),
        ("errors shown to visitors", tally => Text(tally.Errors)),
        ("visitors' time-outs (2 s)", tally => Text(tally.Timeouts)),
        ("orders the phone system saw", tally => Text(tally.Orders)),
        ("**placed once**", tally => Text(tally.PlacedOnce)),
        ("**placed twice or more**", tally => tally.PlacedTwice == 0 ? "0" : $"{Text(tally.PlacedTwice)} (one {Text(tally.MostRings)} times)"),
        ("**acknowledged and never placed**", tally => Text(tally.Lost)),
        ("left to a person as `unknown`", tally => tally.Uncertain is { } count ? Text(count) : "keeps no list"),
        ("form to placed, median", tally => Seconds(tally.MedianSeconds)),
        ("form to placed, 99 %", tally => Seconds(tally.P99Seconds)),
        ("`kill -9` of the app", tally => Text(tally.Kills)),
        ("crashes of the storage", tally => Text(tally.StorageCrashes)),
        ("until all was settled", tally => tally.Settled ? Seconds(tally.Took.TotalSeconds) : "not in time"),
    ];

    public static string Of(IReadOnlyList<Tally> tallies)
    {
        List<string> lines =
        [
            $"| | {string.Join(" | ", tallies.Select(tally => tally.Name))} |",
            $"|---|{string.Concat(Enumerable.Repeat("---:|", tallies.Count))}",
            .. Rows.Select(row => $"| {row.Row} | {string.Join(" | ", tallies.Select(row.Cell))} |"),
        ];
        return string.Join('\n', lines);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(double? seconds) => seconds is { } known ? known.ToString("F1", CultureInfo.InvariantCulture) + " s" : "–";
}
