using System.Text;
using Click2Call.Accounts;
using Click2Call.Accounts.Import;
using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>Makes or changes an extension.</summary>
/// <param name="account">The account.</param>
/// <param name="capabilities">What its lines can do.</param>
internal sealed class ExtensionChange(Account account, Func<LineSettings, LineCapabilities> capabilities)
{
    private static readonly string[] Texts = ["name", "display", "sipUser", "line"];

    public ManagedResult Set(ManagedNode? node, IReadOnlyDictionary<string, string> values)
    {
        var number = values["extension"];
        var before = node is null ? null : account.Extensions.First(one => one.Number == node.Number);
        var others = account.Extensions.Where(one => one != before).ToList();
        if (node is not null && number != node.Number && ManagedReferences.To(account, node).ToList() is { Count: > 0 } users)
            return ManagedResult.Wrong("extension", ManagedNotes.InUse + string.Join(", ", users));
        if (others.Any(one => one.Number == number || one.Display == number) || account.FindGroup(number) is not null)
            return ManagedResult.Wrong("extension", ManagedNotes.Taken);
        if (values["display"] is { Length: > 0 } display && others.Any(one => one.Number == display || one.Display == display))
            return ManagedResult.Wrong("display", ManagedNotes.Taken);

        var (extension, mistakes) = AccountPart.ReadExtension(Json(values), account);
        if (extension is null)
            return ManagedResult.Wrong(mistakes, path => path == "number" ? "extension" : path);
        var changed = account with { Extensions = [.. others.Append(extension).OrderBy(one => one.Number, StringComparer.Ordinal)] };
        // A group rings over one line.
        foreach (var group in changed.Groups.Where(group => group.Has(number) && before?.Line != extension.Line))
        {
            if (AccountPart.ReadGroup(GroupChange.Json(group), changed, capabilities) is { Part: null, Mistakes: var wrong })
                return ManagedResult.Wrong("line", $"group '{group.Id}': {wrong[0].Sentence}");
        }

        var id = ManagedTree.IdOf("extension", number);
        return ManagedResult.Yes(node is null ? changed : changed with { Order = [.. account.Order.Select(one => one == node.Id ? id : one)] }, id);
    }

    private static string Json(IReadOnlyDictionary<string, string> values) => Encoding.UTF8.GetString(JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("number", values["extension"]);
        foreach (var key in Texts)
        {
            if (values[key].Length > 0)
                json.WriteString(key, values[key]);
        }

        json.WriteBoolean("blocked", values["blocked"] == "yes");
        json.WriteEndObject();
    }).Span);
}
