using System.Globalization;
using Click2Call.Flows;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Flows;

/// <summary>
/// Where calls are in their flows, in the table <c>FlowCalls</c>: partition <c>{account}:{yyyyMMdd}</c> of the day on
/// which the call came in, row <c>f:{hash of flow and call}</c>. A call over midnight is found under the day before.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="time">The clock.</param>
public sealed class FlowCallTable(ITable table, TimeProvider time) : IFlowStates
{
    /// <summary>The table's name.</summary>
    public const string TableName = "FlowCalls";

    // Nobody stays in a flow for longer; what is older was left without a word, and the id is another call's now.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <inheritdoc/>
    public Task<StoredFlowState?> Find(FlowCallKey call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        return StorageDown.Translate(async () =>
        {
            var now = time.GetUtcNow();
            var row = await table.Get(Partition(call.Account, now), Row(call), cancellation);
            if (row is null && now.TimeOfDay < Longest)
                row = await table.Get(Partition(call.Account, now.AddDays(-1)), Row(call), cancellation);
            if (row is null || Read(row) is not { } state)
                return null;
            return new StoredFlowState(state.SeenAt + Longest < now ? state with { HungUp = true, Step = null } : state, row.ETag!);
        });
    }

    /// <inheritdoc/>
    public async Task<bool> Save(FlowCallKey call, FlowState state, StoredFlowState? read, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(state);
        var owner = WriteOwner.New();
        // The day that the row was first written on: StartedAt may be of a call before this one in the same row.
        var row = JsonRow.Of(Partition(call.Account, state.StartedAt), Row(call), StoredFlowCall.From(state), FlowJson.Default.StoredFlowCall);
        row[WriteOwner.Column] = owner;
        try
        {
            _ = read is null || Partition(call.Account, read.State.StartedAt) != row.PartitionKey
                ? await table.Insert(row, cancellation)
                : await table.Replace(row, read.ETag, cancellation);
            return true;
        }
        catch (StorageException problem) when (StorageDown.Is(problem))
        {
            var stands = await StorageDown.Translate(() => table.Get(row.PartitionKey, row.RowKey, cancellation));
            if (stands?.GetString(WriteOwner.Column) == owner)
                return true;
            return StorageDown.IsRace(problem) ? false : throw StorageDown.From(problem);
        }
    }

    private static FlowState? Read(TableRow row)
    {
        try
        {
            return JsonRow.Read(row, FlowJson.Default.StoredFlowCall).To();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static string Row(FlowCallKey call) => "f:" + call.Hash;

    private static string Partition(string account, DateTimeOffset at) => account + ":" + at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
