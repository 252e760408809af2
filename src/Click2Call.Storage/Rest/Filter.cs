using System.Globalization;

namespace Click2Call.Storage.Rest;

/// <summary>
/// Writes filter expressions ("Querying tables and entities", Supported comparison operators). The result is plain text;
/// values are quoted here, so never paste one in by hand. Comparisons of text are ordinal, as the order of the keys is.
/// A row that lacks the property, or holds another type in it, does not fit.
/// </summary>
public static class Filter
{
    /// <summary>The property equals the value.</summary>
    public static string Eq(string name, object value) => Compare(name, "eq", value);

    /// <summary>The property is the value or comes after it.</summary>
    public static string Ge(string name, object value) => Compare(name, "ge", value);

    /// <summary>The property comes after the value.</summary>
    public static string Gt(string name, object value) => Compare(name, "gt", value);

    /// <summary>The property is the value or comes before it.</summary>
    public static string Le(string name, object value) => Compare(name, "le", value);

    /// <summary>The property comes before the value.</summary>
    public static string Lt(string name, object value) => Compare(name, "lt", value);

    /// <summary>All of these hold.</summary>
    public static string And(params string[] terms) => Join(" and ", terms);

    /// <summary>One of these holds.</summary>
    public static string Or(params string[] terms) => Join(" or ", terms);

    /// <summary>Every row of a partition.</summary>
    public static string Partition(string partitionKey) => Eq(nameof(TableRow.PartitionKey), partitionKey);

    /// <summary>The rows of a partition from one row key up to, but not including, another.</summary>
    public static string Rows(string partitionKey, string fromRowKey, string beforeRowKey) => And(
        Partition(partitionKey),
        Ge(nameof(TableRow.RowKey), fromRowKey),
        Lt(nameof(TableRow.RowKey), beforeRowKey));

    /// <summary>The rows of a partition whose row key starts with this text (not empty).</summary>
    public static string RowsStarting(string partitionKey, string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        if (prefix[^1] == char.MaxValue)
            throw new ArgumentException("No text comes after a prefix that ends in U+FFFF.", nameof(prefix));
        return Rows(partitionKey, prefix, string.Concat(prefix.AsSpan(0, prefix.Length - 1), [(char)(prefix[^1] + 1)]));
    }

    private static string Join(string word, string[] terms)
    {
        ArgumentOutOfRangeException.ThrowIfZero(terms.Length);
        return terms.Length == 1 ? terms[0] : string.Join(word, terms.Select(term => $"({term})"));
    }

    private static string Compare(string name, string comparison, object value) => $"{name} {comparison} {Literal(value)}";

    private static string Literal(object value) => value switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        // R, and a point or an exponent: "5" would be an Int32, which equals no Double.
        double number => Real(number),
        DateTimeOffset time => $"datetime'{EdmTime.Format(time)}'",
        Guid id => $"guid'{id:D}'",
        _ => throw new ArgumentException($"A {value?.GetType().Name ?? "null"} cannot be compared in a filter.", nameof(value)),
    };

    private static string Real(double number)
    {
        if (!double.IsFinite(number))
            throw new ArgumentException("Only a finite number can be compared in a filter.", nameof(number));
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }
}
