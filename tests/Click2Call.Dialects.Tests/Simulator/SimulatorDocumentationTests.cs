using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Click2Call.Dialects.Simulator;

namespace Click2Call.Dialects.Tests.Simulator;

public sealed partial class SimulatorDocumentationTests
{
    [Fact]
    public void The_documented_table_has_the_rows_of_the_real_one_and_its_examples_are_right()
    {
        var rows = Row().Matches(File.ReadAllText(Document())).ToDictionary(row => row.Groups["code"].Value);

        Assert.Equal(SimulatorNumbers.Rules.Select(rule => rule.Code), rows.Keys);
        Assert.All(SimulatorNumbers.Rules, rule =>
        {
            Assert.Same(rule, SimulatorNumbers.Find(rows[rule.Code].Groups["extension"].Value));
            Assert.Same(rule, SimulatorNumbers.Find(rows[rule.Code].Groups["number"].Value));
        });
    }

    [GeneratedRegex(@"^\| (?<code>\d{3}) \| `(?<extension>\d+)` \| `(?<number>\+972\d{9})` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    private static string Document([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "simulator.md");
}
