using System.Globalization;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Orders;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Calls;

/// <summary>A call as a row: what lists filter by in columns, the order and the facts as JSON.</summary>
internal static class CallRow
{
    /// <summary>When it was over; absent while it is not, and in rows that were written before this column was.</summary>
    public const string EndedAt = "EndedAt";

    // A text property holds 32 K characters; what may be longer is written in as many parts as it needs.
    private const int PartLength = 30_000;
    private const string Order = "Order";
    private const string Facts = "Facts";
    private const string Joined = "Joined";

    public static TableRow New(Call call, string owner)
    {
        var row = Changed(call, owner);
        row["CallId"] = call.Id.ToString();
        row["Front"] = call.Order.Front;
        row["ClickToCall"] = call.Order.ClickToCall;
        WriteParts(row, Order, JsonSerializer.Serialize(call.Order, RowJson.Text.CallOrder));
        return row;
    }

    /// <summary>The columns that a change touches; the order stays as it is.</summary>
    public static TableRow Changed(Call call, string owner)
    {
        var row = new TableRow(CallKeys.PartitionOf(call.Account, call.Id), CallKeys.RowOf(call.Id))
        {
            [WriteOwner.Column] = owner,
            ["Seq"] = call.Seq,
            ["WakeAt"] = call.WakeAt,
            ["State"] = call.State.ToString(),
            ["Outcome"] = call.Outcome?.ToString(),
            [EndedAt] = call.EndedAt,
            [Facts] = JsonSerializer.Serialize(CallFacts.Of(call), RowJson.Text.CallFacts),
        };

        // They only grow, so that no part of an older writing is left behind.
        if (!call.JoinedLeads.IsDefaultOrEmpty)
            WriteParts(row, Joined, JsonSerializer.Serialize(call.JoinedLeads, RowJson.Text.ImmutableArrayJoinedLead));
        return row;
    }

    public static TableRow Open(Call call) => new(CallKeys.PartitionOf(call.Account, call.Id), CallKeys.OpenRowOf(call.Id))
    {
        ["CallId"] = call.Id.ToString(),
        ["Seq"] = call.Seq,
        ["WakeAt"] = call.WakeAt,
        ["ClickToCall"] = call.Order.ClickToCall,
        ["Line"] = call.Line,
        ["Agent"] = call.Latest?.Agent,
    };

    public static StoredCall Read(TableRow row, CallTexts texts) => Read(row, texts, texts.Order(ReadParts(row, Order) ?? ""));

    /// <summary>A call whose order is known, which no change touches.</summary>
    public static StoredCall Read(TableRow row, CallTexts texts, CallOrder order)
    {
        var call = texts.Facts(row.GetString(Facts) ?? "").ToCall(
            CallId.Parse(row.GetString("CallId")!),
            order,
            row.GetInt32("Seq") ?? 0,
            row.GetDateTimeOffset("WakeAt")!.Value);
        if (ReadParts(row, Joined) is { } joined)
            call = call with { JoinedLeads = JsonSerializer.Deserialize(joined, RowJson.Text.ImmutableArrayJoinedLead) };
        return new StoredCall(call, row.ETag!);
    }

    public static OpenCall ReadOpen(TableRow row) => new(
        CallId.Parse(row.GetString("CallId")!), row.GetInt32("Seq") ?? 0, row.GetDateTimeOffset("WakeAt")!.Value);

    private static void WriteParts(TableRow row, string name, string text)
    {
        for (var part = 0; part * PartLength < text.Length; part++)
            row[PartName(name, part)] = text.Substring(part * PartLength, Math.Min(PartLength, text.Length - (part * PartLength)));
    }

    private static string? ReadParts(TableRow row, string name)
    {
        var text = row.GetString(name);
        for (var part = 1; row.GetString(PartName(name, part)) is { } more; part++)
            text += more;
        return text;
    }

    private static string PartName(string name, int part) => part == 0 ? name : name + part.ToString(CultureInfo.InvariantCulture);
}
