using System.Globalization;
using System.Text;
using Click2Call.Accounts;
using Click2Call.Accounts.Import;
using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>Makes or changes a hunt group.</summary>
/// <param name="account">The account.</param>
/// <param name="capabilities">What its lines can do.</param>
internal sealed class GroupChange(Account account, Func<LineSettings, LineCapabilities> capabilities)
{
    public ManagedResult Set(ManagedNode? node, IReadOnlyDictionary<string, string> values)
    {
        var before = account.FindGroup(node?.Number);
        if (node is null && account.FindGroup(values["id"]) is not null)
            return ManagedResult.Wrong("id", ManagedNotes.Taken);
        var others = account.Groups.Where(one => one != before).ToList();
        var members = Members(before?.Members ?? [], ManagedField.Several(values["members"]));
        var json = Json(values["id"], values["name"], members, values["strategy"], values["ringSec"], values["huntAfter"]);
        var (group, mistakes) = AccountPart.ReadGroup(json, account with { Groups = others }, capabilities);
        // What the line cannot do is told of the members, who hang on it; who changed something else is told of that.
        var touched = node is not null && node["strategy"] != values["strategy"] ? "strategy" : node is not null && node["huntAfter"] != values["huntAfter"] ? "huntAfter" : "members";
        return group is null
            ? ManagedResult.Wrong(mistakes, path => path == "members" ? touched : path.Split('.', '[')[0] is "ringTime" ? "ringSec" : path.Split('.', '[')[0])
            : ManagedResult.Yes(account with { Groups = [.. others.Append(group).OrderBy(one => one.Id, StringComparer.Ordinal)] }, ManagedTree.IdOf("group", group.Id));
    }

    /// <summary>A group, as it would stand in a file.</summary>
    public static string Json(HuntGroup group) => Json(
        group.Id, group.Name ?? "", group.Members, ManagedTree.Word(group.Strategy), group.RingTime is { } ring ? ring.TotalSeconds.ToString(CultureInfo.InvariantCulture) : "", group.After == HuntAfter.Refusal ? "refusal" : "failure");

    // Members of one priority are rung by another rule than their order, so priorities stay where the new order leaves them their sense.
    private static List<HuntMember> Members(IReadOnlyList<HuntMember> before, List<string> numbers)
    {
        var members = new List<HuntMember>();
        foreach (var number in numbers)
        {
            var last = members.Count > 0 ? members[^1].Priority : HuntMember.DefaultPriority;
            members.Add(before.FirstOrDefault(one => one.Extension == number) ?? new HuntMember(number, last));
        }

        var sorted = members.Zip(members.Skip(1)).All(pair => pair.First.Priority <= pair.Second.Priority);
        return sorted ? members : [.. members.Select(member => member with { Priority = HuntMember.DefaultPriority })];
    }

    private static string Json(string id, string name, IReadOnlyList<HuntMember> members, string strategy, string ringSec, string huntAfter) => Encoding.UTF8.GetString(JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        if (name.Length > 0)
            json.WriteString("name", name);
        json.WriteStartArray("members");
        foreach (var member in members)
        {
            json.WriteStartObject();
            json.WriteString("extension", member.Extension);
            json.WriteNumber("priority", member.Priority);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("strategy", strategy);
        if (ringSec.Length > 0)
            json.WriteString("ringTime", ringSec + "s");
        json.WriteString("huntAfter", huntAfter);
        json.WriteEndObject();
    }).Span);
}
