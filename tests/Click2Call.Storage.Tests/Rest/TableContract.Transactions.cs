using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Tests.Rest;

/// <content>Entity group transactions.</content>
public abstract partial class TableContract
{
    [Fact]
    public async Task A_transaction_does_each_kind_and_returns_the_etags_in_order()
    {
        var table = await NewTable();
        var etags = new Dictionary<string, string>();
        foreach (var key in (string[])["replaced", "merged", "deleted", "upserted", "upsertMerged"])
            etags[key] = await table.Insert(new TableRow("p", key) { ["A"] = 1, ["B"] = 2 }, Ct);

        var result = await table.Submit(
            [
                TableOperation.Insert(new TableRow("p", "inserted") { ["Text"] = "--batch_x\r\nHTTP/1.1 500 שלום" }),
                TableOperation.Replace(new TableRow("p", "replaced") { ["A"] = 3 }, etags["replaced"]),
                TableOperation.Merge(new TableRow("p", "merged") { ["A"] = 3 }, etags["merged"]),
                TableOperation.Delete("p", "deleted", etags["deleted"]),
                TableOperation.Upsert(new TableRow("p", "upserted") { ["A"] = 3 }),
                TableOperation.UpsertMerge(new TableRow("p", "upsertMerged") { ["A"] = 3 }),
                TableOperation.UpsertMerge(new TableRow("p", "new") { ["A"] = 3 }),
            ],
            Ct);

        string[] keys = ["inserted", "replaced", "merged", "deleted", "upserted", "upsertMerged", "new"];
        var rows = new List<TableRow?>();
        foreach (var key in keys)
            rows.Add(await table.Get("p", key, Ct));
        Assert.Equal(rows.Select(row => row?.ETag ?? ""), result.ETags);
        Assert.Equal("--batch_x\r\nHTTP/1.1 500 שלום", rows[0]!.GetString("Text"));
        Assert.Equal([null, 3, 3, null, 3, 3, 3], rows.Select(row => row?.GetInt32("A")));
        Assert.Equal([null, null, 2, null, null, 2, null], rows.Select(row => row?.GetInt32("B")));
    }

    [Fact]
    public async Task A_transaction_that_fails_leaves_nothing_and_names_the_operation()
    {
        var table = await NewTable();
        var first = await table.Insert(Row("there"), Ct);
        var second = await table.Merge(Row("there", "y"), first, Ct);

        await Fails(StorageProblem.AlreadyExists, TableOperation.Insert(Row("there")));
        await Fails(StorageProblem.Stale, TableOperation.Merge(Row("there"), first));
        await Fails(StorageProblem.Stale, TableOperation.Replace(Row("there"), first));
        await Fails(StorageProblem.Stale, TableOperation.Delete("p", "there", first));
        await Fails(StorageProblem.Missing, TableOperation.Merge(Row("gone"), "*"));
        await Fails(StorageProblem.Missing, TableOperation.Delete("p", "gone", first));
        Assert.Equal(second, (await table.Get("p", "there", Ct))!.ETag);

        async Task Fails(StorageProblem problem, TableOperation operation)
        {
            var refused = await Refusal.Of(problem, () => table.Submit([TableOperation.Insert(Row("new")), TableOperation.Upsert(Row("new2")), operation], Ct));
            Assert.Equal(2, refused.FailedOperation);
            Assert.Null(await table.Get("p", "new", Ct));
            Assert.Null(await table.Get("p", "new2", Ct));
        }
    }

    [Fact]
    public async Task A_transaction_has_1_to_100_operations_on_different_rows_of_one_partition()
    {
        var table = await NewTable();
        await table.Submit([.. Enumerable.Range(0, 100).Select(i => TableOperation.Insert(Row($"{i}")))], Ct);
        await Refusal.Of(StorageProblem.Invalid, () => table.Submit([], Ct));
        await Refusal.Of(StorageProblem.Invalid, () => table.Submit([.. Enumerable.Range(0, 101).Select(i => TableOperation.Upsert(Row($"{i}")))], Ct));
        var two = await Refusal.Of(StorageProblem.Invalid, () => table.Submit([TableOperation.Insert(Row("a")), TableOperation.Insert(Row("b", partition: "q"))], Ct));
        var twice = await Refusal.Of(StorageProblem.Invalid, () => table.Submit([TableOperation.Insert(Row("a")), TableOperation.Upsert(Row("a"))], Ct));
        Assert.Equal((1, 1), (two.FailedOperation, twice.FailedOperation));
        await Refusal.Of(StorageProblem.Invalid, () => table.Submit([new TableOperation(TableOperationKind.Merge, Row("0"))], Ct));
        Assert.Null(await table.Get("p", "a", Ct));
    }
}
