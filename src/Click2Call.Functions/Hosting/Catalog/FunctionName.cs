using System.Text.RegularExpressions;

namespace Click2Call.Hosting.Catalog;

/// <summary>
/// The rule for names of functions. The Functions host takes either case; ours are lower case, because a name is also
/// the name of a folder and of a route, and file systems differ in case.
/// </summary>
internal static partial class FunctionName
{
    public static void Check(string name)
    {
        if (!Rule().IsMatch(name) || name == "host")
            throw new ArgumentException($"'{name}' can't be the name of a function: it must match {Rule()} and not be 'host'.", nameof(name));
    }

    [GeneratedRegex("^[a-z][a-z0-9_-]{0,127}$", RegexOptions.CultureInvariant)]
    private static partial Regex Rule();
}
