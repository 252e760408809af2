using System.Text;
using Click2Call.Accounts;

namespace Click2Call.Dialects.Technoline.Campaigns;

/// <summary>
/// Reads a file of numbers: one a line, or a table of which one column has them. A customer's number can read as a phone's, so
/// the column is the same for all lines and never guessed line by line: else strangers are called.
/// </summary>
internal static class CampaignList
{
    private const int MostCells = 100, Looked = 1000;

    private static readonly string[] Parts = ["phone", "mobile", "cellular", "טלפון", "נייד", "סלולר", "פלאפון"];
    private static readonly string[] Words = ["tel", "cell", "gsm", "msisdn", "טל"];
    private static readonly string[] Wholes = ["number", "numbers", "מספר", "מספרים"];

    /// <summary>Whom to call, as it stands there.</summary>
    public static IEnumerable<string> Read(string text, string region)
    {
        var lines = text.TrimStart('\uFEFF').Split(['\n', '\r']).Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
        if (lines.Count == 0)
            return [];
        var first = Cells(lines[0]);
        var headed = !first.Exists(cell => IsPhone(cell, region)) && (first.Exists(cell => IsName(cell) || IsNumber(cell)) || !lines[0].Any(char.IsAsciiDigit));
        if (headed)
            lines.RemoveAt(0);
        var column = Column(headed ? first : [], [.. lines.Take(Looked).Select(Cells)], region);
        return lines.Select(line => Cells(line) is var cells && column < cells.Count && cells[column].Length > 0 ? cells[column] : NoPhone(line)).OfType<string>();
    }

    // A line without a number is told without its digits: the reader of numbers finds one in any text.
    private static string? NoPhone(string line) => line.Any(char.IsDigit) ? new string([.. line.Trim().Select(one => char.IsDigit(one) ? '*' : one)]) : null;

    // By its heading; without one that says it, the one in which most cells are phone numbers, and of two those written as one dials.
    private static int Column(List<string> heading, List<List<string>> rows, string region)
    {
        var named = Enumerable.Range(0, heading.Count).Where(column => IsName(heading[column])).ToList();
        var numbers = Enumerable.Range(0, heading.Count).Where(column => IsNumber(heading[column])).ToList();
        foreach (var columns in new[] { named, numbers })
        {
            if (columns.Count > 0 && columns.MaxBy(Fit) is var best && Fit(best).Phones > 0)
                return best;
        }

        return named is [var silent, ..] ? silent
            : numbers is [var other, ..] ? other
            : Enumerable.Range(0, Math.Max(1, rows.Select(row => row.Count).DefaultIfEmpty().Max())).MaxBy(Fit);

        (int Phones, int Dialled) Fit(int column)
        {
            var phones = rows.Where(row => column < row.Count && IsPhone(row[column], region)).Select(row => row[column]).ToList();
            return (phones.Count, phones.Count(phone => phone[0] is '0' or '+' or '('));
        }
    }

    private static bool IsPhone(string cell, string region) => cell.Length is > 0 and <= 32 && DestinationReader.TryReadPhone(cell, region, out _, out _);

    private static bool IsName(string heading) =>
        Array.Exists(Parts, part => heading.Contains(part, StringComparison.OrdinalIgnoreCase))
        || heading.Split([' ', '_', '-', '.', '(', ')', '/'], StringSplitOptions.RemoveEmptyEntries).Any(word => Words.Contains(word, StringComparer.OrdinalIgnoreCase));

    private static bool IsNumber(string heading) => Wholes.Contains(heading, StringComparer.OrdinalIgnoreCase);

    // RFC 4180, with whatever separators spreadsheets of any language write; a cell ends with its line.
    private static List<string> Cells(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < line.Length && cells.Count < MostCells; at++)
        {
            var one = line[at];
            if (one == '"' && quoted && at + 1 < line.Length && line[at + 1] == '"')
                cell.Append(line[++at]);
            else if (one == '"' && (quoted || cell.Length == 0))
                quoted = !quoted;
            else if (!quoted && one is ',' or ';' or '\t')
                End();
            else if (cell.Length > 0 || one != ' ')
                cell.Append(one);
        }

        End();
        return cells;

        void End()
        {
            cells.Add(cell.ToString().Trim().Trim('\''));
            cell.Clear();
        }
    }
}
