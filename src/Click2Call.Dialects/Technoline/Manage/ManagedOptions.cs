using Click2Call.Accounts;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>The lists of <c>getOptions2</c>.</summary>
internal static class ManagedOptions
{
    public const string Lines = "lines", Extensions = "extensions", Groups = "groups", Hours = "hours", Flows = "flows", ClickToCalls = "clickToCalls", TimeZones = "timeZones";

    public static IReadOnlyList<string> Lists { get; } = [Lines, Extensions, Groups, Hours, Flows, ClickToCalls, TimeZones];

    // Reading them off the disk takes a while, and they do not change.
    private static readonly Lazy<IReadOnlyList<(string, string)>> Zones = new(() =>
    [
        .. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => Accounts.Hours.TimeZones.TryFind(id, out _)).Order(StringComparer.Ordinal).Select(id => (id, id)),
    ]);

    /// <summary>The values of a list, in the order of the tree; null when there is no such list.</summary>
    public static IEnumerable<(string Value, string Name)>? Of(string list, Account account) => list switch
    {
        Lines => account.Lines.Select(line => (line.Id, $"{line.Id} ({line.Dialect})")),
        Extensions => Nodes(account, "extension", node => node.Number),
        Groups => Nodes(account, "group", node => node.Number),
        Hours => Nodes(account, "hours", node => node.Number),
        Flows => Nodes(account, "api", node => node.Number),
        ClickToCalls => account.ClickToCalls.Select(click => (click.Id, click.Name)),
        TimeZones => Zones.Value.Any(zone => zone.Item1 == account.TimeZone) ? Zones.Value : Zones.Value.Prepend((account.TimeZone, account.TimeZone)),
        _ => null,
    };

    private static IEnumerable<(string, string)> Nodes(Account account, string type, Func<ManagedNode, string> value) =>
        ManagedTree.Of(account).Where(node => node.Type == type).Select(node => (value(node), node.Name == node.Number ? node.Name : $"{node.Number} {node.Name}"));
}
