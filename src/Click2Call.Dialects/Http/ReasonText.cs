namespace Click2Call.Dialects.Http;

/// <summary>Makes a phone system's own words fit for the history.</summary>
public static class ReasonText
{
    /// <summary>The longest text kept, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>One line, cut, with every occurrence of the secrets taken out; null when nothing is left.</summary>
    /// <param name="text">What the phone system said.</param>
    /// <param name="secrets">Values that some systems repeat in their errors.</param>
    public static string? Of(string? text, params ReadOnlySpan<string> secrets)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        foreach (var secret in secrets)
        {
            if (secret.Length > 0)
            {
                text = text.Replace(secret, "***", StringComparison.Ordinal)
                    .Replace(Uri.EscapeDataString(secret), "***", StringComparison.OrdinalIgnoreCase);
            }
        }

        var line = string.Create(Math.Min(text.Length, MaxLength), text, (into, from) =>
        {
            for (var i = 0; i < into.Length; i++)
                into[i] = char.IsControl(from[i]) ? ' ' : from[i];
        }).Trim();
        return line.Length > 0 && char.IsHighSurrogate(line[^1]) ? line[..^1] : line;
    }
}
