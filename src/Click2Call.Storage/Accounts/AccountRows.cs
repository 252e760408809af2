using Click2Call.Accounts;
using Click2Call.Events;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Accounts;

/// <summary>How an account lies in its partition of <c>Accounts</c>.</summary>
internal static class AccountRows
{
    /// <summary>The partition that lists the ids of all accounts. No account can be called so.</summary>
    public const string ListPartition = ".accounts";

    public const string AccountKey = "account";

    private const string Lines = "line:";
    private const string Extensions = "extension:";
    private const string Hours = "hours:";
    private const string Groups = "group:";
    private const string ClickToCalls = "clicktocall:";
    private const string Flows = "flow:";
    private const string Endpoints = "endpoint:";
    private const string Health = "health:";
    private const string WriteBacks = "writeback:";

    /// <summary>The kinds of rows that are ours to remove, those that refer to others first.</summary>
    private static readonly string[] Kinds = [Flows, ClickToCalls, Hours, Groups, Extensions, Lines, Health, Endpoints, WriteBacks];

    public static TableRow Row(string account, ClickToCall click) =>
        JsonRow.Of(account, ClickToCalls + click.Id, StoredClickToCall.From(click), AccountJson.Default.StoredClickToCall);

    public static TableRow Row(string account, EventEndpoint endpoint) =>
        JsonRow.Of(account, EndpointKey(endpoint.Id), StoredEndpoint.From(endpoint), AccountJson.Default.StoredEndpoint);

    public static TableRow Row(string account, EventEndpoint endpoint, EndpointHealth health) =>
        JsonRow.Of(account, HealthKey(endpoint.Id), StoredHealth.From(endpoint.Url, health), AccountJson.Default.StoredHealth);

    public static string EndpointKey(string id) => Endpoints + id;

    public static string HealthKey(string endpoint) => Health + endpoint;

    public static string ClickToCallKey(string id) => ClickToCalls + id;

    /// <summary>
    /// All rows of an account in the order in which they may become visible one after the other: what is referred to
    /// before what refers to it, and the row <c>account</c> last, without which there is no account.
    /// </summary>
    public static IEnumerable<TableRow> Of(Account account) =>
    [
        .. account.Lines.Select(line => JsonRow.Of(account.Id, Lines + line.Id, StoredLine.From(line), AccountJson.Default.StoredLine)),
        .. account.Extensions.Select(extension =>
            JsonRow.Of(account.Id, Extensions + extension.Number, StoredExtension.From(extension), AccountJson.Default.StoredExtension)),
        .. account.Hours.Select(hours => JsonRow.Of(account.Id, Hours + hours.Id, StoredHours.From(hours), AccountJson.Default.StoredHours)),
        .. account.Groups.Select(group => JsonRow.Of(account.Id, Groups + group.Id, StoredGroup.From(group), AccountJson.Default.StoredGroup)),
        .. account.ClickToCalls.Select(click => Row(account.Id, click)),
        .. account.Flows.Select(flow => JsonRow.Of(account.Id, Flows + flow.Id, StoredFlow.From(flow), AccountJson.Default.StoredFlow)),
        .. account.Endpoints.Select(endpoint => Row(account.Id, endpoint)),
        .. account.WriteBacks.Select(one => JsonRow.Of(account.Id, WriteBacks + one.Id, StoredWriteBack.From(one), AccountJson.Default.StoredWriteBack)),
        JsonRow.Of(account.Id, AccountKey, StoredAccount.From(account), AccountJson.Default.StoredAccount),
    ];

    /// <summary>Where a row stands in the order of removal; null for rows of kinds that this version does not know, which stay.</summary>
    public static int? RemovalOrder(TableRow row)
    {
        var kind = Array.FindIndex(Kinds, kind => row.RowKey.StartsWith(kind, StringComparison.Ordinal));
        return kind < 0 ? null : kind;
    }

    /// <summary>Whether a row tells how an endpoint fares that stays. Written by what delivers, not by whoever saves an account.</summary>
    public static bool IsHealthOfOneOf(TableRow row, IReadOnlySet<string> kept) =>
        row.RowKey.StartsWith(Health, StringComparison.Ordinal) && kept.Contains(EndpointKey(row.RowKey[Health.Length..]));

    /// <summary>The account that the rows of a partition make, or null when the row <c>account</c> is not among them.</summary>
    public static Account? Read(string id, IReadOnlyList<TableRow> rows)
    {
        if (rows.FirstOrDefault(row => row.RowKey == AccountKey) is not { } head)
            return null;
        var stored = JsonRow.Read(head, AccountJson.Default.StoredAccount);
        return stored.To(id) with
        {
            Lines = [.. All(rows, Lines, (key, row) => JsonRow.Read(row, AccountJson.Default.StoredLine).To(key)).OrderBy(line => Position(stored.Lines, line.Id))],
            Extensions = All(rows, Extensions, (key, row) => JsonRow.Read(row, AccountJson.Default.StoredExtension).To(key)),
            Hours = All(rows, Hours, (key, row) => JsonRow.Read(row, AccountJson.Default.StoredHours).To(key)),
            Groups = All(rows, Groups, (key, row) => JsonRow.Read(row, AccountJson.Default.StoredGroup).To(key)),
            ClickToCalls = All(rows, ClickToCalls, (key, row) => JsonRow.Read(row, AccountJson.Default.StoredClickToCall).To(key)),
            Flows = All(rows, Flows, (key, row) => JsonRow.Read(row, AccountJson.Default.StoredFlow).To(key)),
            Endpoints = All(rows, Endpoints, (key, row) => ReadEndpoint(key, row, rows.FirstOrDefault(other => other.RowKey == HealthKey(key)))),
            WriteBacks = All(rows, WriteBacks, (key, row) => JsonRow.Read(row, AccountJson.Default.StoredWriteBack).To(key)),
        };
    }

    public static EventEndpoint ReadEndpoint(string id, TableRow row, TableRow? health)
    {
        var stored = JsonRow.Read(row, AccountJson.Default.StoredEndpoint);
        return stored.To(id, health is null ? EndpointHealth.Well : JsonRow.Read(health, AccountJson.Default.StoredHealth).Of(stored.Url));
    }

    private static T[] All<T>(IEnumerable<TableRow> rows, string kind, Func<string, TableRow, T> read) =>
        [.. rows.Where(row => row.RowKey.StartsWith(kind, StringComparison.Ordinal)).Select(row => read(row.RowKey[kind.Length..], row))];

    // A line that the row "account" does not name yet was written by a save that did not come to its end.
    private static int Position(List<string> order, string line) => order.IndexOf(line) is >= 0 and var at ? at : int.MaxValue;
}
