using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Rest;

public sealed class MemoryTableTests : TableContract
{
    protected override ITable NotCreated() => new MemoryStorage(new ManualClock()).Table("Calls");

    [Fact]
    public async Task A_reply_can_be_lost_after_the_row_was_written()
    {
        var storage = new MemoryStorage(new ManualClock());
        var table = storage.Table("Calls");
        await table.Create(Ct);
        var steps = new List<string>();
        storage.Hooks.Before = step =>
        {
            steps.Add($"{step.Operation} {step.Name} {step.PartitionKey} {step.RowKey}");
            return ValueTask.CompletedTask;
        };
        storage.Hooks.After = _ => throw new StorageException(StorageProblem.Unavailable, "The reply is lost.");
        await Refusal.Of(StorageProblem.Unavailable, () => table.Insert(new TableRow("p", "r"), Ct));
        storage.Hooks.After = null;
        Assert.NotNull(await table.Get("p", "r", Ct));
        Assert.Equal(["Table.Insert Calls p r", "Table.Get Calls p r"], steps);
    }

    [Fact]
    public async Task A_request_can_fail_before_the_row_was_written()
    {
        var storage = new MemoryStorage(new ManualClock());
        var table = storage.Table("Calls");
        await table.Create(Ct);
        storage.Hooks.Before = step => step.Operation == "Table.Submit" ? throw new StorageException(StorageProblem.Unavailable, "503") : ValueTask.CompletedTask;
        await Refusal.Of(StorageProblem.Unavailable, () => table.Submit([TableOperation.Insert(new TableRow("p", "r"))], Ct));
        Assert.Null(await table.Get("p", "r", Ct));
    }

    [Fact]
    public async Task Pages_can_be_empty_and_go_on_as_those_of_the_service()
    {
        var table = new MemoryTable("Calls", new ManualClock()) { RowsLookedAtPerPage = 2 };
        await table.Create(Ct);
        for (var i = 0; i < 7; i++)
            await table.Insert(new TableRow("p", $"{i}") { ["Last"] = i == 6 }, Ct);
        var first = await table.Query(Filter.Eq("Last", true), null, null, null, Ct);
        Assert.Empty(first.Rows);
        Assert.NotNull(first.Continuation);
        var keys = new List<string>();
        await foreach (var row in table.QueryAll(Filter.Eq("Last", true), Ct))
            keys.Add(row.RowKey);
        Assert.Equal(["6"], keys);
    }

    [Fact]
    public async Task A_merge_that_makes_the_row_too_large_undoes_its_transaction()
    {
        var table = await NewTable();
        await table.Insert(Half("big", "A"), Ct);
        var refused = await Refusal.Of(
            StorageProblem.TooLarge,
            () => table.Submit([TableOperation.Insert(new TableRow("p", "new")), TableOperation.Merge(Half("big", "B"), "*")], Ct));
        Assert.Equal(1, refused.FailedOperation);
        Assert.Null(await table.Get("p", "new", Ct));
        Assert.Null((await table.Get("p", "big", Ct))!["B0"]);

        static TableRow Half(string key, string prefix)
        {
            var row = new TableRow("p", key);
            for (var i = 0; i < 9; i++)
                row[$"{prefix}{i}"] = new byte[TableLimits.BinaryLength];
            return row;
        }
    }

    [Fact]
    public async Task Two_runs_are_alike_to_the_last_etag()
    {
        Assert.Equal(await Run(), await Run());

        static async Task<string> Run()
        {
            var clock = new ManualClock();
            var table = new MemoryTable("Calls", clock);
            await table.Create(Ct);
            var first = await table.Insert(new TableRow("p", "r"), Ct);
            clock.Advance(TimeSpan.FromSeconds(1));
            var second = await table.Merge(new TableRow("p", "r") { ["A"] = 1 }, first, Ct);
            return $"{first} {second} {(await table.Get("p", "r", Ct))!.Timestamp}";
        }
    }

    [Fact]
    public async Task A_row_that_was_read_is_a_copy()
    {
        var table = await NewTable();
        var row = new TableRow("p", "r") { ["B"] = new byte[] { 1 } };
        await table.Insert(row, Ct);
        row.GetBinary("B")![0] = 2;
        row["A"] = 1;
        var read = await table.Get("p", "r", Ct);
        Assert.Equal(1, read!.GetBinary("B")![0]);
        Assert.Null(read["A"]);
    }

    [Theory]
    [InlineData("RowKey ne 'x'")]
    [InlineData("startswith(RowKey,'x')")]
    [InlineData("RowKey eq 'x")]
    [InlineData("RowKey eq 'x' and")]
    [InlineData("(RowKey eq 'x'")]
    [InlineData("RowKey eq 'x' RowKey eq 'y'")]
    [InlineData("RowKey eq O'Hara'")]
    public async Task A_filter_that_Filter_does_not_write_is_refused(string filter)
    {
        var table = await NewTable();
        await Refusal.Of(StorageProblem.Invalid, () => table.Query(filter, null, null, null, Ct));
    }
}
