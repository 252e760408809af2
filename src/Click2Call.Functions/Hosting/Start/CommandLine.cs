namespace Click2Call.Hosting.Start;

/// <summary>Settings on the command line, spelled as in the environment and in the documents: a double underscore is a colon.</summary>
internal static class CommandLine
{
    /// <summary>The arguments as the configuration takes them: the names with colons, the values as they are.</summary>
    public static IEnumerable<string> Settings(IReadOnlyList<string> args)
    {
        var isValue = false;
        foreach (var arg in args)
        {
            var equals = arg.IndexOf('=', StringComparison.Ordinal);
            var end = equals < 0 ? arg.Length : equals;
            yield return isValue ? arg : arg[..end].Replace("__", ":", StringComparison.Ordinal) + arg[end..];
            isValue = !isValue && equals < 0 && arg is ['-' or '/', ..];
        }
    }
}
