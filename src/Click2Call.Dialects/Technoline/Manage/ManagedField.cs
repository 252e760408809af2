using System.Text.RegularExpressions;
using Click2Call.Accounts;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>An input of the schema: what a page needs to show it, and what the server checks of it. One table for both, so that they cannot differ.</summary>
/// <param name="Key">Its name: <c>settings[key]</c> of <c>extensionSet</c>.</param>
/// <param name="Name">What people read beside it.</param>
/// <param name="Input">How it is shown: <c>text</c>, <c>textarea</c>, <c>number</c>, <c>select</c>, <c>multiselect</c> or <c>readonly</c>.</param>
internal sealed record ManagedField(string Key, string Name, string Input)
{
    /// <summary>What it takes, in words.</summary>
    public string? Hint { get; init; }

    /// <summary>The list of <c>getOptions2</c> that has its values.</summary>
    public string? List { get; init; }

    /// <summary>Its values, where they are always the same.</summary>
    public IReadOnlyList<(string Value, string Name)> Choices { get; init; } = [];

    /// <summary>The shape of a text, as a regular expression for the whole of it.</summary>
    public string? Pattern { get; init; }

    /// <summary>The least of a number.</summary>
    public int? Least { get; init; }

    /// <summary>The most of a number.</summary>
    public int? Most { get; init; }

    /// <summary>The most characters of a text.</summary>
    public int Longest { get; init; } = 100;

    /// <summary>Whether it may not be empty.</summary>
    public bool Required { get; init; }

    /// <summary>Whether it can be said only when a part is made.</summary>
    public bool Fixed { get; init; }

    /// <summary>Whether the order of its values counts.</summary>
    public bool Ordered { get; init; }

    /// <summary>What an empty input shows, as an example.</summary>
    public string? Example { get; init; }

    /// <summary>What it is in a new part.</summary>
    public Func<Account, string> Default { get; init; } = _ => "";

    /// <summary>Whether a value will do by itself; whether it fits the others is another question.</summary>
    public bool Takes(string value, Account account)
    {
        if (value.Length == 0)
            return !Required;
        if (Input == "number")
            return int.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && !(number < Least) && !(number > Most);
        if (Input is "select" or "multiselect")
        {
            var values = Choices.Count > 0 ? Choices.Select(choice => choice.Value) : ManagedOptions.Of(List!, account)!.Select(choice => choice.Value);
            var chosen = Input == "select" ? [value] : Several(value);
            return chosen.Distinct(StringComparer.Ordinal).Count() == chosen.Count && !chosen.Except(values, StringComparer.Ordinal).Any();
        }

        return value.Length <= Longest
            && (Input == "textarea" || !value.Any(char.IsControl))
            && (Pattern is null || Regex.IsMatch(value, $@"\A(?:{Pattern})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));
    }

    /// <summary>The values of a list with commas between.</summary>
    public static List<string> Several(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
