using System.Text.RegularExpressions;

namespace Click2Call.Flows;

/// <summary>Texts with variables in them: <c>Hello {name}</c>.</summary>
public static partial class FlowText
{
    /// <summary>The caller's number.</summary>
    public const string Caller = "caller";

    /// <summary>The number that the caller dialled.</summary>
    public const string Called = "called";

    /// <summary>The phone system's extension that is asking.</summary>
    public const string Extension = "extension";

    /// <summary>The person of an offered lead.</summary>
    public const string OfferNumber = "offerNumber";

    /// <summary>The name of the person of an offered lead.</summary>
    public const string OfferName = "offerName";

    /// <summary>The answer of a step whose number or sum, once filled in, is none that may be dialled or charged.</summary>
    public const string Invalid = "INVALID";

    private const int Longest = 2000;

    /// <summary>The variables that every flow has.</summary>
    public static IReadOnlyList<string> Given { get; } = [Caller, Called, Extension, OfferNumber, OfferName];

    /// <summary>Whether a variable may be called so: a letter, then up to 31 letters and digits.</summary>
    public static bool IsVariable(string text) => Variable().IsMatch(text);

    /// <summary>The variables that a text names.</summary>
    public static IEnumerable<string> VariablesIn(string text) => Holes().Matches(text).Select(hole => hole.Groups[1].Value);

    /// <summary>The text with its variables filled in, on one line; a variable without a value is empty. A value is never read as text with variables.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        var filled = Holes().Replace(text, hole => variables.GetValueOrDefault(hole.Groups[1].Value, ""));
        var line = new string([.. filled.Select(one => char.IsControl(one) ? ' ' : one)]);
        if (line.Length > Longest)
            line = line[..(char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest)];
        return line;
    }

    [GeneratedRegex(@"\A[a-zA-Z][a-zA-Z0-9]{0,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\{([a-zA-Z][a-zA-Z0-9]{0,31})\}", RegexOptions.CultureInvariant)]
    private static partial Regex Holes();
}
