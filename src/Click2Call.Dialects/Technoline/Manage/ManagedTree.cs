using System.Globalization;
using Click2Call.Accounts;
using Click2Call.Accounts.Hours;
using Click2Call.Flows;
using Click2Call.Orders;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>An account as a tree of nodes. There is one level below the root: its parts are not menus of each other.</summary>
internal static class ManagedTree
{
    /// <summary>The id of the root.</summary>
    public const string Root = "0";

    /// <summary>Stands for the id of a node that is to be made.</summary>
    public const string New = "NEW";

    /// <summary>The nodes below the root, in the order in which people arranged them.</summary>
    public static IReadOnlyList<ManagedNode> Of(Account account)
    {
        var places = account.Order.Select((id, place) => (id, place)).DistinctBy(one => one.id, StringComparer.Ordinal).ToDictionary(one => one.id, one => one.place, StringComparer.Ordinal);
        IEnumerable<ManagedNode> all =
        [
            .. account.Extensions.Select(Node),
            .. account.Groups.Select(Node),
            .. account.Hours.Select(hours => Node(hours, account)),
            .. account.Flows.Select(Node),
        ];
        return [.. all.OrderBy(node => places.GetValueOrDefault(node.Id, int.MaxValue))];
    }

    /// <summary>The node of that id, the root too.</summary>
    public static ManagedNode? Find(Account account, string? id) => id == Root ? RootOf(account) : Of(account).FirstOrDefault(node => node.Id == id);

    /// <summary>The id of a part in the tree. An extension's is its number, as clients know it, unless that looks like another id.</summary>
    public static string IdOf(string type, string number) => type == "extension" && number is not (Root or New) && ManagedForms.All.All(form => form.Prefix.Length == 0 || !number.StartsWith(form.Prefix, StringComparison.Ordinal))
        ? number
        : ManagedForms.Of(type).Prefix + number;

    public static string Word(HuntStrategy strategy) => strategy switch
    {
        HuntStrategy.RoundRobin => "roundRobin",
        HuntStrategy.LongestIdle => "longestIdle",
        HuntStrategy.Simultaneous => "simultaneous",
        _ => "priority",
    };

    private static ManagedNode RootOf(Account account) => new(Root, "menu", account.Name, "", [new("name", account.Name), new("timeZone", account.TimeZone)])
    {
        Rules = account.BlockList.Count == 0 ? [] : [(ManagedForms.NumbersBlocked, [new("phones", string.Join('\n', account.BlockList))])],
    };

    private static ManagedNode Node(Extension extension) => new(
        IdOf("extension", extension.Number),
        "extension",
        extension.Name ?? extension.Number,
        extension.Number,
        [
            new("extension", extension.Number),
            new("name", extension.Name ?? ""),
            new("display", extension.Display ?? ""),
            new("sipUser", extension.SipUser ?? ""),
            new("line", extension.Line ?? ""),
            new("blocked", extension.Blocked ? "yes" : "no"),
        ])
    {
        Rules = extension.Blocked ? [(ManagedForms.Blocked, [])] : [],
    };

    private static ManagedNode Node(HuntGroup group) => new(
        IdOf("group", group.Id),
        "group",
        group.Name ?? group.Id,
        group.Id,
        [
            new("id", group.Id),
            new("name", group.Name ?? ""),
            new("members", string.Join(',', group.Members.OrderBy(member => member.Priority).Select(member => member.Extension))),
            new("strategy", Word(group.Strategy)),
            new("ringSec", group.RingTime is { } ring ? Number((int)ring.TotalSeconds) : ""),
            new("huntAfter", group.After == HuntAfter.Refusal ? "refusal" : "failure"),
        ]);

    private static ManagedNode Node(OpeningHours hours, Account account) => new(
        IdOf("hours", hours.Id),
        "hours",
        hours.Id,
        hours.Id,
        [
            new("id", hours.Id),
            new("timeZone", hours.TimeZone),
            .. ManagedForms.Days.Select((day, index) => new NameValue(day, string.Join(", ", hours.Week[index]))),
            new("holidays", HolidayText.Write(hours.Holidays)),
            new("clickToCalls", string.Join(',', account.ClickToCalls.Where(click => click.Hours is null && click.SharedHours == hours.Id).Select(click => click.Id))),
        ]);

    private static ManagedNode Node(Flow flow) => new(
        IdOf("api", flow.Id),
        "api",
        flow.Script.Name.Length > 0 ? flow.Script.Name : flow.Id,
        flow.Id,
        [
            new("id", flow.Id),
            new("name", flow.Script.Name),
            new("document", FlowDocument.Readable(flow.Script.Document)),
            new("version", Number(flow.Version)),
        ]);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
