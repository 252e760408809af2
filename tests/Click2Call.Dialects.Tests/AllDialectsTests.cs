using System.Globalization;
using System.Runtime.CompilerServices;
using Click2Call.Calls;
using Click2Call.Dialects.Kazoo;
using Click2Call.Dialects.Technoline;
using Click2Call.Dialects.Tel4vn;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Dialects.Voicenter;

namespace Click2Call.Dialects.Tests;

/// <summary>Holds the table over all dialects, <c>docs/dialects.md</c>, against the code.</summary>
public sealed class AllDialectsTests
{
    [Fact]
    public void Every_outcome_has_its_word_in_every_dialect_and_the_page_says_which() =>
        Assert.Equal(Enum.GetValues<CallOutcome>().Select(Row), Page());

    private static string Row(CallOutcome outcome)
    {
        var kazoo = KazooErrors.Outcomes.Single(row => row.Outcome == outcome);
        var tel4vn = Tel4vnErrors.Outcomes.Single(row => row.Outcome == outcome);
        return string.Join(
            " | ",
            DialectPage.Word(outcome),
            Code(TechnolineErrors.Outcomes.Single(row => row.Outcome == outcome).Code),
            Code(VoicenterErrors.Outcomes.Single(row => row.Outcome == outcome).Code),
            tel4vn.Word ?? "success",
            $"{Code(kazoo.Status)} {kazoo.Cause}");
    }

    private static string Code(int code) => code.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Page([CallerFilePath] string here = "") =>
        File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs", "dialects.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => string.Join(" | ", line.Trim('|').Split('|').Select(cell => cell.Trim())));
}
