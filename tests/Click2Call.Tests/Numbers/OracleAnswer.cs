using System.Text.Json;
using Click2Call.Numbers;

namespace Click2Call.Tests.Numbers;

/// <summary>One line of tests/oracle-numbers: an input and what Google's libphonenumber answers to it.</summary>
internal sealed record OracleAnswer(string Way, string Text, string? Region, IReadOnlyList<string?> Answer)
{
    public static OracleAnswer Read(string line)
    {
        var fields = JsonDocument.Parse(line).RootElement.EnumerateArray().Select(f => f.GetString()).ToArray();
        return new OracleAnswer(fields[0]!, fields[1]!, fields[2], fields[3..]);
    }

    /// <summary>What ours answers, in the oracle's order.</summary>
    public IReadOnlyList<string?> Ours() => PhoneNumber.TryParse(Text, Region, out var number, out var problem)
        ? ["None", number.E164, number.Region, number.Type.ToString(), number.ToNational(), number.ToInternational(), number.ToTelUri(), number.Extension]
        : [problem.ToString()];

    /// <summary>The class of the difference, or null when both answer the same.</summary>
    public string? Difference(IReadOnlyList<string?> ours)
    {
        if (ours.SequenceEqual(Answer))
            return null;
        // The metadata we ship leaves out lengths that are dialled only locally: to a caller from outside they are too short, or not assigned.
        if (Answer[0] == "LocalOnly" && ours[0] is "TooShort" or "NotAssigned")
            return null;
        if (ours.Count != Answer.Count)
            return ours.Count > 1 ? $"only ours accepts ({Answer[0]})" : $"only the reference accepts ({ours[0]})";
        return ours.Count == 1 ? $"reason: {ours[0]}, not {Answer[0]}" : "another number or format";
    }

    public override string ToString() => $"[{Way}] {JsonSerializer.Serialize(Text)} in {Region ?? "no region"}: {string.Join(" | ", Answer)}";
}
