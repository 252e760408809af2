using System.Net;

namespace Click2Call.Crm.WriteBack;

/// <summary>Text for CRMs that show notes as HTML. A visitor wrote a part of it, and it is shown to people who are signed in there.</summary>
internal static class HtmlText
{
    /// <summary>The same text, with line breaks and without markup.</summary>
    public static string Of(string text) => WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal);
}
