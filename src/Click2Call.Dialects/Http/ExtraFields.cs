using System.Text.RegularExpressions;
using Click2Call.Orders;

namespace Click2Call.Dialects.Http;

/// <summary>
/// Which fields that a dialect has no name for are handed on to a phone system of the same dialect. Many are written in
/// PHP, which leaves out spaces before a name, makes dots, spaces and brackets underscores, and takes the last of several:
/// " target", "target[]" and "target.x" all change the field that stands before them.
/// </summary>
internal static partial class ExtraFields
{
    /// <summary>Those of a plain name that is none of the dialect's own, in whatever letter case.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="isOwn">Whether the dialect knows a name; compares without case.</param>
    public static IEnumerable<NameValue> HandedOn(this IEnumerable<NameValue> fields, Func<string, bool> isOwn) =>
        fields.Where(field => Plain().IsMatch(field.Name) && !isOwn(field.Name));

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
