using System.Globalization;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Calls;

/// <summary>A call as a row: what lists filter by in columns, the order and the facts as JSON.</summary>
internal static class CallRow
{
    // A text property holds 32 K characters. The order is written once, in as many parts as it needs.
    private const int PartLength = 30_000;
    private const string Order = "Order";
    private const string Facts = "Facts";

    public static TableRow New(Call call, string owner)
    {
        var row = Changed(call, owner);
        row["CallId"] = call.Id.ToString();
        row["Front"] = call.Order.Front;
        row["ClickToCall"] = call.Order.ClickToCall;
        var order = JsonSerializer.Serialize(call.Order, RowJson.Text.CallOrder);
        for (var part = 0; part * PartLength < order.Length; part++)
            row[PartName(part)] = order.Substring(part * PartLength, Math.Min(PartLength, order.Length - (part * PartLength)));
        return row;
    }

    /// <summary>The columns that a change touches; the order stays as it is.</summary>
    public static TableRow Changed(Call call, string owner) => new(CallKeys.PartitionOf(call.Account, call.Id), CallKeys.RowOf(call.Id))
    {
        [WriteOwner.Column] = owner,
        ["Seq"] = call.Seq,
        ["WakeAt"] = call.WakeAt,
        ["State"] = call.State.ToString(),
        ["Outcome"] = call.Outcome?.ToString(),
        [Facts] = JsonSerializer.Serialize(CallFacts.Of(call), RowJson.Text.CallFacts),
    };

    public static TableRow Open(Call call) => new(CallKeys.PartitionOf(call.Account, call.Id), CallKeys.OpenRowOf(call.Id))
    {
        ["CallId"] = call.Id.ToString(),
        ["Seq"] = call.Seq,
        ["WakeAt"] = call.WakeAt,
        ["ClickToCall"] = call.Order.ClickToCall,
        ["Line"] = call.Line,
        ["Agent"] = call.Latest?.Agent,
    };

    public static StoredCall Read(TableRow row)
    {
        var order = row.GetString(Order) ?? "";
        for (var part = 1; row.GetString(PartName(part)) is { } more; part++)
            order += more;
        var facts = JsonSerializer.Deserialize(row.GetString(Facts) ?? "", RowJson.Text.CallFacts)!;
        var call = facts.ToCall(
            CallId.Parse(row.GetString("CallId")!),
            JsonSerializer.Deserialize(order, RowJson.Text.CallOrder)!,
            row.GetInt32("Seq") ?? 0,
            row.GetDateTimeOffset("WakeAt")!.Value);
        return new StoredCall(call, row.ETag!);
    }

    public static OpenCall ReadOpen(TableRow row) => new(
        CallId.Parse(row.GetString("CallId")!), row.GetInt32("Seq") ?? 0, row.GetDateTimeOffset("WakeAt")!.Value);

    private static string PartName(int part) => part == 0 ? Order : Order + part.ToString(CultureInfo.InvariantCulture);
}
