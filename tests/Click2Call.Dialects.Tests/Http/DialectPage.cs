using System.Runtime.CompilerServices;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Dialects.Http;

namespace Click2Call.Dialects.Tests.Http;

/// <summary>Reads the tables of a dialect's page, so that the page and the code can't disagree.</summary>
public static class DialectPage
{
    /// <summary>The rows of the first table below a heading, without its head, cells trimmed.</summary>
    public static IReadOnlyList<string> Rows(string dialect, string heading, [CallerFilePath] string here = "")
    {
        var page = Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "dialects", dialect + ".md");
        return [.. File.ReadAllLines(page)
            .SkipWhile(line => line != heading)
            .SkipWhile(line => !line.StartsWith('|'))
            .TakeWhile(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => string.Join(" | ", line.Trim('|').Split('|').Select(cell => cell.Trim())))];
    }

    public static string Word(CallOutcome outcome) => "`" + JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString()) + "`";

    public static string Word(CallOutcome? outcome) => outcome is { } known ? Word(known) : "accepted";

    public static string Row(OutcomeRow row) => $"{Word(row.Outcome)} | {row.Code} | {Word(row.BackAs)}";
}
