using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Click2Call.Storage.Rest;

namespace Click2Call.Testing;

/// <summary>
/// Evaluates the filter text that <see cref="Filter"/> writes: comparisons by eq, ge, gt, le and lt, joined by and, or and
/// parentheses. Anything else is <see cref="StorageProblem.Invalid"/>, so a test cannot pass by luck.
/// </summary>
internal sealed partial class FilterExpression
{
    private static readonly ConcurrentDictionary<string, FilterExpression> Known = new(StringComparer.Ordinal);
    private readonly List<string> _tokens;
    private int _next;

    private FilterExpression(string text)
    {
        _tokens = [];
        var end = 0;
        foreach (var token in Token().EnumerateMatches(text))
        {
            if (text.AsSpan(end, token.Index - end).Trim().Length > 0)
                break;
            _tokens.Add(text.Substring(token.Index, token.Length));
            end = token.Index + token.Length;
        }

        Fits = text.AsSpan(end).Trim().Length == 0 ? Any(out var partition) : throw Invalid();
        Partition = partition;
        if (_next < _tokens.Count)
            throw Invalid();
    }

    /// <summary>Whether a row fits.</summary>
    public Func<TableRow, bool> Fits { get; }

    /// <summary>The only partition whose rows can fit, or null when there is more than one.</summary>
    public string? Partition { get; }

    /// <summary>The expression of a filter's text. Simulations ask the same few questions again and again, so some are remembered.</summary>
    public static FilterExpression Parse(string text)
    {
        if (Known.TryGetValue(text, out var known))
            return known;
        var parsed = new FilterExpression(text);
        if (Known.Count < 1000)
            Known.TryAdd(text, parsed);
        return parsed;
    }

    private Func<TableRow, bool> Any(out string? partition)
    {
        var left = All(out partition);
        while (Skip("or"))
        {
            var (first, second) = (left, All(out var other));
            partition = partition == other ? partition : null;
            left = row => first(row) || second(row);
        }

        return left;
    }

    private Func<TableRow, bool> All(out string? partition)
    {
        var left = Term(out partition);
        while (Skip("and"))
        {
            var (first, second) = (left, Term(out var other));
            partition ??= other;
            left = row => first(row) && second(row);
        }

        return left;
    }

    private Func<TableRow, bool> Term(out string? partition)
    {
        if (Skip("("))
        {
            var inner = Any(out partition);
            return Skip(")") ? inner : throw Invalid();
        }

        var (name, comparison, value) = (Take(), Take(), Value(Take()));
        partition = name == nameof(TableRow.PartitionKey) && comparison == "eq" ? value as string : null;
        Func<int, bool> holds = comparison switch
        {
            "eq" => order => order == 0,
            "ge" => order => order >= 0,
            "gt" => order => order > 0,
            "le" => order => order <= 0,
            "lt" => order => order < 0,
            _ => throw Invalid(),
        };
        return row => Order(Read(row, name), value) is { } order && holds(order);
    }

    private string Take() => _next < _tokens.Count ? _tokens[_next++] : throw Invalid();

    private bool Skip(string token)
    {
        if (_next == _tokens.Count || _tokens[_next] != token)
            return false;
        _next++;
        return true;
    }

    private static object? Read(TableRow row, string name) => name switch
    {
        nameof(TableRow.PartitionKey) => row.PartitionKey,
        nameof(TableRow.RowKey) => row.RowKey,
        nameof(TableRow.Timestamp) => row.Timestamp,
        _ => row[name],
    };

    /// <summary>The order of two values, or null when there is none: absent, or of different types (numbers of 32 and 64 bits compare).</summary>
    private static int? Order(object? left, object right) => (left, right) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (int a, int b) => a.CompareTo(b),
        (int a, long b) => ((long)a).CompareTo(b),
        (long a, int b) => a.CompareTo(b),
        (long a, long b) => a.CompareTo(b),
        (double a, double b) => a.CompareTo(b),
        (bool a, bool b) => a.CompareTo(b),
        (Guid a, Guid b) => a.CompareTo(b),
        (DateTimeOffset a, DateTimeOffset b) => a.CompareTo(b),
        _ => null,
    };

    private static object Value(string token)
    {
        if (token is "true" or "false")
            return token == "true";
        if (token[0] == '\'')
            return token[1..^1].Replace("''", "'", StringComparison.Ordinal);
        if (token.StartsWith("datetime'", StringComparison.Ordinal))
            return DateTimeOffset.Parse(token[9..^1], CultureInfo.InvariantCulture);
        if (token.StartsWith("guid'", StringComparison.Ordinal))
            return Guid.Parse(token[5..^1]);
        if (token[^1] == 'L')
            return long.Parse(token[..^1], CultureInfo.InvariantCulture);
        if (int.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        return double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real : throw Invalid();
    }

    private static StorageException Invalid() => new(StorageProblem.Invalid, "The filter is not one that Filter writes.");

    [GeneratedRegex(@"\(|\)|(?:datetime|guid)?'(?:[^']|'')*'|[^\s()']+", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
