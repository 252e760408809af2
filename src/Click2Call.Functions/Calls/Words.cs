namespace Click2Call.Functions.Calls;

/// <summary>The vocabulary as the API writes it: <c>agentNoAnswer</c>, <c>scheduled</c>.</summary>
internal static class Words
{
    public static string Of<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    public static bool TryRead<T>(string text, out T value) where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && text.All(char.IsAsciiLetter);
}
