namespace Click2Call.Numbers;

/// <summary>The <c>phone-context</c> of a tel: URI: a number with plus, or a domain name (RFC 3966, 3).</summary>
internal static class PhoneContext
{
    /// <summary>Whether the context is well-formed.</summary>
    public static bool IsValid(ReadOnlySpan<char> context) => !context.IsEmpty && (IsNumber(context) || IsDomain(context));

    private static bool IsNumber(ReadOnlySpan<char> context)
    {
        var digits = 0;
        foreach (var c in context[1..])
        {
            if (NumberCharacters.IsDigit(c))
                digits++;
            else if (c is not ('-' or '.' or '(' or ')'))
                return false;
        }

        return context[0] == '+' && digits > 0;
    }

    /// <summary>Labels of letters, digits and inner hyphens; the last one begins with a letter, a final dot is allowed.</summary>
    private static bool IsDomain(ReadOnlySpan<char> context)
    {
        context = context[^1] == '.' ? context[..^1] : context;
        var top = context[(context.LastIndexOf('.') + 1)..];
        if (top.IsEmpty || !char.IsAsciiLetter(top[0]))
            return false;
        foreach (var range in context.Split('.'))
        {
            var label = context[range];
            if (label.IsEmpty || label[0] == '-' || label[^1] == '-')
                return false;
            foreach (var c in label)
            {
                if (!char.IsAsciiLetter(c) && c != '-' && !NumberCharacters.IsDigit(c))
                    return false;
            }
        }

        return true;
    }
}
