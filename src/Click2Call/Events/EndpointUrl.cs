namespace Click2Call.Events;

/// <summary>What an endpoint's address may look like.</summary>
public static class EndpointUrl
{
    /// <summary>Whether it is an absolute https address of at most 2000 characters, without user and fragment.</summary>
    /// <param name="text">The address.</param>
    /// <param name="allowHttp">Whether http will do.</param>
    public static bool IsOne(string text, bool allowHttp) =>
        text.Length <= 2000
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == "https" || (allowHttp && url.Scheme == "http"))
        && url.UserInfo.Length == 0
        && url.Fragment.Length == 0;
}
