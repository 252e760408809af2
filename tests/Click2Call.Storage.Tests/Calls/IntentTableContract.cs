using Click2Call.Calls;
using Click2Call.Intake;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Tests.Calls;

/// <summary>What reservations do, in memory and on Azurite.</summary>
public abstract class IntentTableContract
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract ITable NotCreated();

    private async Task<(IntentTable Intents, FlakyTable Table)> NewIntents()
    {
        var table = new FlakyTable(NotCreated());
        await table.Create(Ct);
        return (new IntentTable(table), table);
    }

    private static Reservation Row(string name, CallId? call = null) =>
        new(name, call ?? CallId.New(Now, new Random(1)), "print", Now.AddSeconds(30), Now.AddHours(24));

    [Fact]
    public async Task A_reservation_comes_back_as_it_went()
    {
        var (intents, _) = await NewIntents();
        var row = Row("person:+972502345678");
        Assert.Null(await intents.Reserve("acme", [row], Ct));
        Assert.Equal(row, (await intents.Find("acme", row.Name, Ct))! with { ETag = null });
        Assert.Null(await intents.Find("other", row.Name, Ct));
    }

    [Fact]
    public async Task A_key_and_a_person_are_reserved_together_or_not_at_all()
    {
        var (intents, _) = await NewIntents();
        var stands = Row("person:1");
        await intents.Reserve("acme", [stands], Ct);
        var standing = await intents.Reserve("acme", [Row("key:1"), Row("person:1", CallId.New(Now, new Random(2)))], Ct);
        Assert.Null(standing![0]);
        Assert.Equal(stands.Call, standing[1]!.Call);
        Assert.Null(await intents.Find("acme", "key:1", Ct));
    }

    [Fact]
    public async Task A_take_over_needs_the_tag_that_was_read()
    {
        var (intents, _) = await NewIntents();
        await intents.Reserve("acme", [Row("key:1")], Ct);
        var read = (await intents.Find("acme", "key:1", Ct))!;
        var later = read with { ReservedUntil = Now.AddMinutes(5) };
        Assert.Null(await intents.Reserve("acme", [later], Ct));
        Assert.NotNull(await intents.Reserve("acme", [later], Ct));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_reservation_whose_reply_was_lost_is_ours(bool sentAgain, bool takesOver)
    {
        var (intents, table) = await NewIntents();
        var row = Row("key:1");
        if (takesOver)
        {
            await intents.Reserve("acme", [row], Ct);
            row = (await intents.Find("acme", "key:1", Ct))!;
        }

        (table.RepeatNextWrite, table.LoseNextReply) = (sentAgain, !sentAgain);
        Assert.Null(await intents.Reserve("acme", [row, Row("person:1")], Ct));
    }

    [Fact]
    public async Task A_row_that_went_away_is_told_as_missing()
    {
        var (intents, table) = await NewIntents();
        await intents.Reserve("acme", [Row("key:1")], Ct);
        var read = (await intents.Find("acme", "key:1", Ct))!;
        await table.Delete("acme", "key:1", "*", Ct);
        Assert.Null(Assert.Single((await intents.Reserve("acme", [read], Ct))!));
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_storage_that_is_down() =>
        await Assert.ThrowsAsync<StorageUnavailableException>(() => new IntentTable(NotCreated()).Reserve("acme", [Row("key:1")], Ct));
}
