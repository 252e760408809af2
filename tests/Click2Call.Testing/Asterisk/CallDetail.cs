using System.Globalization;
using System.Text;

namespace Click2Call.Testing.Asterisk;

/// <summary>One of Asterisk's call detail records (cdr_csv).</summary>
/// <param name="Context">The dialplan's context: <c>click2call-agent</c> for the first phone, <c>click2call-target</c> for the second.</param>
/// <param name="Source">The number that was shown.</param>
/// <param name="Channel">The channel that dialled.</param>
/// <param name="Dialled">The channel that was dialled.</param>
/// <param name="Arguments">What Dial was told: the number is in it.</param>
/// <param name="Talked">Seconds from answer to end.</param>
/// <param name="Disposition"><c>ANSWERED</c>, <c>NO ANSWER</c>, <c>BUSY</c>, <c>FAILED</c>.</param>
/// <param name="Attempt">Our attempt.</param>
public sealed record CallDetail(string Context, string Source, string Channel, string Dialled, string Arguments, int Talked, string Disposition, string Attempt)
{
    /// <summary>The number or extension that was dialled: of <c>PJSIP/123@carrier,…</c> it is <c>123</c>.</summary>
    public string Number => Arguments[(Arguments.IndexOf('/', StringComparison.Ordinal) + 1)..].Split('@', ',')[0];

    internal static CallDetail Parse(string line)
    {
        var cells = Cells(line);
        return new(cells[3], cells[1], cells[5], cells[6], cells[8], int.Parse(cells[13], CultureInfo.InvariantCulture), cells[14], cells[17]);
    }

    private static List<string> Cells(string line)
    {
        List<string> cells = [];
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                cell.Append(line[++i]);
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
            else if (line[i] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(line[i]);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
