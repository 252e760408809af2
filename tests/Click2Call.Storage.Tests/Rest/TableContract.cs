using System.Globalization;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Tests.Rest;

/// <summary>
/// What every table does, the real client on Azurite and the one in memory alike.
/// Where Azurite 3.37 differs from the service:
/// <list type="bullet">
/// <item>It takes a batch over two partitions and a row over 1 MiB. We refuse both before sending (TableLimits).</item>
/// <item>It compares times in a filter by the millisecond, the service by 100 ns; the row in memory follows the service.</item>
/// <item>It never sends an empty page with a continuation, never throttles (503 ServerBusy, Retry-After) and takes no
/// tokens over http: see TableClientTests.</item>
/// </list>
/// </summary>
public abstract partial class TableContract
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A table of this test's own, not yet created.</summary>
    protected abstract ITable NotCreated();

    protected async Task<ITable> NewTable()
    {
        var table = NotCreated();
        await table.Create(Ct);
        return table;
    }

    private static TableRow Row(string key, string text = "x", string partition = "p") => new(partition, key) { ["Text"] = text };

    [Fact]
    public async Task Creating_twice_is_fine()
    {
        var table = await NewTable();
        await table.Create(Ct);
        Assert.Empty((await table.Query(null, null, null, null, Ct)).Rows);
    }

    [Fact]
    public async Task A_table_that_was_not_created_is_missing_whatever_one_asks()
    {
        var table = NotCreated();
        await Refusal.Of(StorageProblem.Missing, () => table.Get("p", "r", Ct));
        await Refusal.Of(StorageProblem.Missing, () => table.Insert(Row("r"), Ct));
        await Refusal.Of(StorageProblem.Missing, () => table.Upsert(Row("r"), Ct));
        await Refusal.Of(StorageProblem.Missing, () => table.Merge(Row("r"), "*", Ct));
        await Refusal.Of(StorageProblem.Missing, () => table.Delete("p", "r", "*", Ct));
        await Refusal.Of(StorageProblem.Missing, () => table.Query(null, null, null, null, Ct));
        await Refusal.Of(StorageProblem.Missing, () => table.Submit([TableOperation.Insert(Row("r"))], Ct));
    }

    [Fact]
    public async Task Every_type_comes_back_as_it_went()
    {
        var time = new DateTimeOffset(2026, 11, 20, 12, 34, 56, TimeSpan.FromHours(2)).AddTicks(1_234_567);
        var values = new Dictionary<string, object>
        {
            ["Text"] = "O'Hara \"quoted\" <b> שלום 🎉 \r\n\t\\ /",
            ["Empty"] = "",
            ["LikeTime"] = "2026-11-20T12:34:56Z",
            ["LikeNumber"] = "42",
            ["LikeGuid"] = "c9da6455-213d-42c9-9a79-3e9149a57833",
            ["Int"] = int.MinValue,
            ["Long"] = long.MaxValue,
            ["SmallLong"] = 5L,
            ["Yes"] = true,
            ["No"] = false,
            ["Double"] = 1.5,
            ["WholeDouble"] = 3.0,
            ["BigDouble"] = 1e300,
            ["NotANumber"] = double.NaN,
            ["Time"] = time,
            ["Guid"] = new Guid("c9da6455-213d-42c9-9a79-3e9149a57833"),
            ["Bytes"] = new byte[] { 0, 1, 254, 255 },
            ["NoBytes"] = Array.Empty<byte>(),
        };
        var row = new TableRow("p", "r");
        foreach (var (name, value) in values)
            row[name] = value;

        var table = await NewTable();
        var etag = await table.Insert(row, Ct);
        var read = await table.Get("p", "r", Ct);

        Assert.Equal(etag, read!.ETag);
        Assert.NotNull(read.Timestamp);
        Assert.Equal(values.Keys.Order(), read.Properties.Select(property => property.Key).Order());
        foreach (var (name, value) in values)
        {
            Assert.Equal((name, value.GetType()), (name, read[name]!.GetType()));
            Assert.Equal(value, read[name]);
        }

        Assert.Equal(TimeSpan.Zero, read.GetDateTimeOffset("Time")!.Value.Offset);
    }

    [Fact]
    public async Task A_second_insert_finds_the_keys_taken()
    {
        var table = await NewTable();
        await table.Insert(Row("r", "first"), Ct);
        var refused = await Refusal.Of(StorageProblem.AlreadyExists, () => table.Insert(Row("r", "second"), Ct));
        Assert.Equal((409, "EntityAlreadyExists"), (refused.Status, refused.ErrorCode));
        Assert.Equal("first", (await table.Get("p", "r", Ct))!.GetString("Text"));
    }

    [Fact]
    public async Task A_row_that_is_not_there_reads_as_null()
    {
        var table = await NewTable();
        await table.Insert(Row("r"), Ct);
        Assert.Null(await table.Get("p", "R", Ct));
        Assert.Null(await table.Get("P", "r", Ct));
    }

    [Fact]
    public async Task Upsert_adds_and_then_replaces_the_whole_row()
    {
        var table = await NewTable();
        var first = await table.Upsert(new TableRow("p", "r") { ["A"] = 1, ["B"] = 2 }, Ct);
        var second = await table.Upsert(new TableRow("p", "r") { ["A"] = 3 }, Ct);
        var read = await table.Get("p", "r", Ct);
        Assert.NotEqual(first, second);
        Assert.Equal(second, read!.ETag);
        Assert.Equal((3, null), (read.GetInt32("A"), read.GetInt32("B")));
    }

    [Fact]
    public async Task Replace_takes_the_etag_of_the_last_write_or_a_star()
    {
        var table = await NewTable();
        var first = await table.Insert(new TableRow("p", "r") { ["A"] = 1, ["B"] = 2 }, Ct);
        var second = await table.Replace(new TableRow("p", "r") { ["A"] = 3 }, first, Ct);
        await Refusal.Of(StorageProblem.Stale, () => table.Replace(new TableRow("p", "r"), first, Ct));
        Assert.Null((await table.Get("p", "r", Ct))!["B"]);
        var third = await table.Replace(new TableRow("p", "r") { ["A"] = 4 }, "*", Ct);
        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
        Assert.Equal((third, 4), ((await table.Get("p", "r", Ct))!.ETag, (await table.Get("p", "r", Ct))!.GetInt32("A")));
    }

    [Fact]
    public async Task Merge_sets_what_is_given_and_keeps_the_rest()
    {
        var table = await NewTable();
        var first = await table.Insert(new TableRow("p", "r") { ["A"] = 1, ["B"] = 2L }, Ct);
        var second = await table.Merge(new TableRow("p", "r") { ["A"] = "now text", ["C"] = true }, first, Ct);
        await Refusal.Of(StorageProblem.Stale, () => table.Merge(new TableRow("p", "r") { ["A"] = 9 }, first, Ct));
        var read = await table.Get("p", "r", Ct);
        Assert.Equal((second, "now text", 2L, true), (read!.ETag, read.GetString("A"), read.GetInt64("B"), read.GetBoolean("C")));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("W/\"datetime'2026-11-20T10%3A00%3A00.0000000Z'\"")]
    public async Task Replacing_or_merging_what_is_gone_is_missing(string etag)
    {
        var table = await NewTable();
        await Refusal.Of(StorageProblem.Missing, () => table.Merge(Row("r"), etag, Ct));
        await Refusal.Of(StorageProblem.Missing, () => table.Replace(Row("r"), etag, Ct));
        Assert.Null(await table.Get("p", "r", Ct));
    }

    [Fact]
    public async Task Delete_minds_the_etag_and_forgives_a_row_that_is_gone()
    {
        var table = await NewTable();
        var first = await table.Insert(Row("r"), Ct);
        var second = await table.Merge(Row("r", "y"), first, Ct);
        await Refusal.Of(StorageProblem.Stale, () => table.Delete("p", "r", first, Ct));
        await table.Delete("p", "r", second, Ct);
        Assert.Null(await table.Get("p", "r", Ct));
        await table.Delete("p", "r", second, Ct);
        await table.Delete("p", "r", "*", Ct);
    }

    [Fact]
    public async Task Of_32_that_merge_at_once_by_one_etag_exactly_one_wins()
    {
        var table = await NewTable();
        var etag = await table.Insert(Row("r"), Ct);
        var wins = await Task.WhenAll(Enumerable.Range(0, 32).Select(async i =>
        {
            try
            {
                await table.Merge(new TableRow("p", "r") { ["Owner"] = i }, etag, Ct);
                return i;
            }
            catch (StorageException e) when (e.Problem == StorageProblem.Stale)
            {
                return -1;
            }
        }));
        Assert.Equal(wins.Single(win => win >= 0), (await table.Get("p", "r", Ct))!.GetInt32("Owner"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("O'Hara")]
    [InlineData("''")]
    [InlineData("a b+c%20d%2Fe%")]
    [InlineData("&=,;:@!$*()[]{}<>|^~`\"")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("é שלום 日本 🎉")]
    [InlineData("c:9999999999999-01890a5d-ac96-774b-bcce-b302099a8057")]
    public async Task Keys_of_any_permitted_text_are_one_row_and_no_other(string key)
    {
        var table = await NewTable();
        await table.Insert(new TableRow(key, key) { ["A"] = 1 }, Ct);
        await Refusal.Of(StorageProblem.AlreadyExists, () => table.Insert(new TableRow(key, key), Ct));
        var read = await table.Get(key, key, Ct);
        Assert.Equal((key, key, 1), (read!.PartitionKey, read.RowKey, read.GetInt32("A")));
        var etag = await table.Merge(new TableRow(key, key) { ["B"] = 2 }, read.ETag!, Ct);
        var result = await table.Submit([TableOperation.Merge(new TableRow(key, key) { ["C"] = 3 }, etag)], Ct);
        var found = await table.Query(Filter.And(Filter.Partition(key), Filter.Eq("RowKey", key)), null, null, null, Ct);
        Assert.Equal((3, result.ETags[0]), (found.Rows.Single().GetInt32("C"), found.Rows.Single().ETag));
        await table.Delete(key, key, result.ETags[0], Ct);
        Assert.Null(await table.Get(key, key, Ct));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\nb")]
    [InlineData("a\u0085b")]
    public async Task Keys_with_characters_that_the_service_forbids_are_invalid(string key)
    {
        var table = await NewTable();
        await Refusal.Of(StorageProblem.Invalid, () => table.Insert(new TableRow("p", key), Ct));
        await Refusal.Of(StorageProblem.Invalid, () => table.Get(key, "r", Ct));
    }

    [Fact]
    public async Task Sizes_up_to_the_limit_fit_and_one_more_does_not()
    {
        var table = await NewTable();
        var longest = new string('x', TableLimits.TextLength);
        await table.Insert(Row("text", longest), Ct);
        Assert.Equal(longest, (await table.Get("p", "text", Ct))!.GetString("Text"));
        await Refusal.Of(StorageProblem.TooLarge, () => table.Insert(Row("more", longest + "x"), Ct));
        await Refusal.Of(StorageProblem.TooLarge, () => table.Submit([TableOperation.Insert(Row("more", longest + "x"))], Ct));

        await table.Insert(new TableRow("p", "bytes") { ["B"] = new byte[TableLimits.BinaryLength] }, Ct);
        await Refusal.Of(StorageProblem.TooLarge, () => table.Insert(new TableRow("p", "more") { ["B"] = new byte[TableLimits.BinaryLength + 1] }, Ct));

        await table.Insert(new TableRow("p", new string('k', TableLimits.KeyLength)), Ct);
        await Refusal.Of(StorageProblem.TooLarge, () => table.Insert(new TableRow("p", new string('k', TableLimits.KeyLength + 1)), Ct));

        await table.Insert(Wide("wide", TableLimits.Properties), Ct);
        await Refusal.Of(StorageProblem.Invalid, () => table.Insert(Wide("more", TableLimits.Properties + 1), Ct));
        await Refusal.Of(StorageProblem.Invalid, () => table.Insert(new TableRow("p", "more") { ["T"] = DateTimeOffset.MinValue }, Ct));
        Assert.Null(await table.Get("p", "more", Ct));
    }

    [Fact]
    public async Task A_row_over_a_mebibyte_is_too_large()
    {
        var table = await NewTable();
        var row = new TableRow("p", "r");
        for (var i = 0; i < 15; i++)
            row[$"T{i}"] = new string('x', TableLimits.TextLength);
        await table.Insert(row, Ct);
        row["T15"] = new string('x', TableLimits.TextLength);
        await Refusal.Of(StorageProblem.TooLarge, () => table.Upsert(row, Ct));
        Assert.Null((await table.Get("p", "r", Ct))!["T15"]);
    }

    [Theory]
    [InlineData("a-b")]
    [InlineData("a b")]
    [InlineData("1a")]
    [InlineData("a.b")]
    public async Task A_property_is_named_as_an_identifier(string name)
    {
        var table = await NewTable();
        await Refusal.Of(StorageProblem.Invalid, () => table.Insert(new TableRow("p", "r") { [name] = 1 }, Ct));
        await table.Insert(new TableRow("p", "r") { ["שם_1"] = 1 }, Ct);
        Assert.Equal(1, (await table.Get("p", "r", Ct))!.GetInt32("שם_1"));
    }

    [Fact]
    public async Task A_query_finds_ranges_and_prefixes_in_the_order_of_the_keys()
    {
        var table = await NewTable();
        string[] keys = ["a", "B", "b:1", "b:10", "b:2", "b;", "é", "Z", "b'x"];
        foreach (var key in keys)
            await table.Insert(Row(key), Ct);
        await table.Insert(Row("b:1", partition: "other"), Ct);

        Assert.Equal(keys.Order(StringComparer.Ordinal), await Keys(Filter.Partition("p")));
        Assert.Equal(["b:1", "b:10", "b:2"], await Keys(Filter.RowsStarting("p", "b:")));
        Assert.Equal(["b'x"], await Keys(Filter.RowsStarting("p", "b'")));
        Assert.Equal(["B", "Z"], await Keys(Filter.Rows("p", "B", "a")));
        Assert.Equal(["b:10", "b:2"], await Keys(Filter.And(Filter.Partition("p"), Filter.Gt("RowKey", "b:1"), Filter.Le("RowKey", "b:2"))));
        Assert.Equal(["a", "b;"], await Keys(Filter.And(Filter.Partition("p"), Filter.Or(Filter.Eq("RowKey", "a"), Filter.Eq("RowKey", "b;")))));
        Assert.Empty(await Keys(Filter.Partition("P")));

        async Task<List<string>> Keys(string filter) => [.. (await table.Query(filter, null, null, null, Ct)).Rows.Select(row => row.RowKey)];
    }

    [Fact]
    public async Task A_filter_compares_values_of_every_type()
    {
        var table = await NewTable();
        var time = new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
        var id = new Guid("c9da6455-213d-42c9-9a79-3e9149a57833");
        await table.Insert(new TableRow("p", "1") { ["S"] = "O'Hara & co", ["I"] = 5, ["L"] = 5_000_000_000L, ["B"] = true, ["D"] = 2.0, ["T"] = time, ["G"] = id }, Ct);
        await table.Insert(new TableRow("p", "2") { ["S"] = "b", ["I"] = 6, ["L"] = 6_000_000_000L, ["B"] = false, ["D"] = 2.5, ["T"] = time.AddMilliseconds(1), ["G"] = Guid.Empty }, Ct);
        await table.Insert(new TableRow("p", "3"), Ct);

        await Finds("1", Filter.Eq("S", "O'Hara & co"));
        await Finds("1", Filter.Eq("I", 5));
        await Finds("1", Filter.Lt("I", 6));
        await Finds("2", Filter.Gt("L", 5_000_000_000L));
        await Finds("1", Filter.Eq("B", true));
        await Finds("2", Filter.Eq("B", false));
        await Finds("1", Filter.Eq("D", 2.0));
        await Finds("2", Filter.Ge("D", 2.25));
        await Finds("1", Filter.Le("T", time));
        await Finds("2", Filter.Gt("T", time.ToOffset(TimeSpan.FromHours(2))));
        await Finds("1", Filter.Eq("G", id));

        async Task Finds(string key, string filter)
        {
            var page = await table.Query(Filter.And(Filter.Partition("p"), filter), null, null, null, Ct);
            Assert.Equal($"{filter}: {key}", $"{filter}: {string.Join(',', page.Rows.Select(row => row.RowKey))}");
        }
    }

    [Fact]
    public async Task Select_brings_those_properties_the_keys_and_the_etag()
    {
        var table = await NewTable();
        var etag = await table.Insert(new TableRow("p", "r") { ["A"] = 1, ["B"] = 2L, ["C"] = "c" }, Ct);
        var row = (await table.Query(Filter.Partition("p"), null, null, ["B", "Absent"], Ct)).Rows.Single();
        Assert.Equal(("p", "r", etag, 2L), (row.PartitionKey, row.RowKey, row.ETag, row.GetInt64("B")));
        Assert.Single(row.Properties);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_twin()
    {
        var table = await NewTable();
        await table.Submit([.. Enumerable.Range(0, 10).Select(i => TableOperation.Insert(Row($"{i}, & 'ü'")))], Ct);
        var read = new List<string>();
        string? continuation = null;
        do
        {
            var page = await table.Query(Filter.Partition("p"), 3, continuation, null, Ct);
            Assert.True(page.Rows.Count <= 3);
            read.AddRange(page.Rows.Select(row => row.RowKey));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}, & 'ü'"), read);
        await Refusal.Of(StorageProblem.Invalid, () => table.Query(null, 1001, null, null, Ct));
        await Refusal.Of(StorageProblem.Invalid, () => table.Query(null, 0, null, null, Ct));
    }

    [Fact]
    public async Task QueryAll_walks_past_the_thousand_rows_of_a_page()
    {
        var table = await NewTable();
        foreach (var chunk in Enumerable.Range(0, 1010).Chunk(100))
            await table.Submit([.. chunk.Select(i => TableOperation.Insert(Row(i.ToString("d5", CultureInfo.InvariantCulture))))], Ct);
        Assert.Equal(1000, (await table.Query(Filter.Partition("p"), null, null, null, Ct)).Rows.Count);
        var keys = new List<string>();
        await foreach (var row in table.QueryAll(Filter.Partition("p"), Ct))
            keys.Add(row.RowKey);
        Assert.Equal(Enumerable.Range(0, 1010).Select(i => i.ToString("d5", CultureInfo.InvariantCulture)), keys);
    }

    private static TableRow Wide(string key, int properties)
    {
        var row = new TableRow("p", key);
        for (var i = 0; i < properties; i++)
            row[$"P{i}"] = i;
        return row;
    }
}
