using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Calls;

/// <summary>Removes rows, a hundred of a partition in one transaction, each only if it is as it was read.</summary>
internal sealed class PurgeBatch(ITable table, PurgeBudget budget)
{
    private readonly List<TableRow> _rows = [];

    public async Task Add(TableRow row, CancellationToken cancellation)
    {
        if (_rows.Count == TableLimits.Operations || (_rows.Count > 0 && _rows[0].PartitionKey != row.PartitionKey))
            await Flush(cancellation);
        _rows.Add(row);
    }

    public async Task Flush(CancellationToken cancellation)
    {
        if (_rows.Count == 0)
            return;
        try
        {
            await table.Submit([.. _rows.Select(row => TableOperation.Delete(row.PartitionKey, row.RowKey, row.ETag!))], cancellation);
            budget.Spend(_rows.Count);
        }
        catch (StorageException problem) when (StorageDown.IsRace(problem))
        {
            // One has changed or is gone already, and with it none was removed: one by one, then.
            foreach (var row in _rows)
                await RemoveOne(row, cancellation);
        }

        _rows.Clear();
    }

    private async Task RemoveOne(TableRow row, CancellationToken cancellation)
    {
        try
        {
            await table.Delete(row.PartitionKey, row.RowKey, row.ETag!, cancellation);
            budget.Spend(1);
        }
        catch (StorageException problem) when (StorageDown.IsRace(problem))
        {
            // Somebody else's by now; it comes again if it is still too old.
        }
    }
}
