namespace Click2Call.Accounts.Import;

/// <summary>One mistake in an import file.</summary>
/// <param name="Path">Where: <c>accounts[0].lines[1].baseUrl</c>, or a line and column when the file is no JSON.</param>
/// <param name="Sentence">What is wrong and what to do. Never a secret's value.</param>
public sealed record Mistake(string Path, string Sentence)
{
    /// <summary>The line of the file, counted from 1, where it is known.</summary>
    public int? Line { get; init; }

    /// <summary>As it is shown.</summary>
    public override string ToString() => Line is { } line ? $"{Path}: {Sentence} (line {line.ToString(System.Globalization.CultureInfo.InvariantCulture)})" : $"{Path}: {Sentence}";
}
