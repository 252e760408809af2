using System.Text;

namespace Click2Call.Dialects.Http;

/// <summary>
/// An address as it may be told: host and path are kept as far as they are words, the query's names too; every value,
/// and every part of a path that could be a number, a key or a token, is <c>REDACTED</c> ("Semantic conventions for HTTP
/// spans", url.full: what is sensitive is to be replaced, the query's keys kept).
/// </summary>
public static class SafeUrl
{
    private const string Redacted = "REDACTED";
    private const int LongestWord = 20;

    /// <summary>The address without what nobody may read.</summary>
    public static string Of(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var text = new StringBuilder(address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped));
        foreach (var segment in address.AbsolutePath.Split('/').Skip(1))
            text.Append('/').Append(IsWord(segment) ? segment : Redacted);
        var separator = '?';
        foreach (var pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = pair.Split('=')[0];
            text.Append(separator).Append(pair.Contains('=', StringComparison.Ordinal) && IsWord(name) ? name : Redacted).Append('=').Append(Redacted);
            separator = '&';
        }

        return text.ToString();
    }

    // v1, click2call, ivrFilesApi.php, clicktocall. One digit is a version, not a number.
    private static bool IsWord(string segment) =>
        segment.Length <= LongestWord
        && segment.Count(char.IsAsciiDigit) <= 1
        && segment.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');
}
