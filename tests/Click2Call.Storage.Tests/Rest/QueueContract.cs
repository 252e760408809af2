using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Tests.Rest;

/// <summary>What every queue does, the real client on Azurite and the one in memory alike. No test waits: what would take time is set to zero instead.</summary>
public abstract class QueueContract
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A queue of this test's own, not yet created.</summary>
    protected abstract IQueue NotCreated();

    protected async Task<IQueue> NewQueue()
    {
        var queue = NotCreated();
        await queue.Create(Ct);
        return queue;
    }

    [Fact]
    public async Task Creating_twice_is_fine()
    {
        var queue = await NewQueue();
        await queue.Create(Ct);
        Assert.Equal(0, await queue.ApproximateCount(Ct));
    }

    [Fact]
    public async Task A_queue_that_was_not_created_is_missing_whatever_one_asks()
    {
        var queue = NotCreated();
        await Refusal.Of(StorageProblem.Missing, () => queue.Put("x", TimeSpan.Zero, null, Ct));
        await Refusal.Of(StorageProblem.Missing, () => queue.Receive(1, Hour, Ct));
        await Refusal.Of(StorageProblem.Missing, () => queue.Delete("id", "receipt", Ct));
        await Refusal.Of(StorageProblem.Missing, () => queue.ApproximateCount(Ct));
    }

    [Theory]
    [InlineData("{\"account\":\"a\",\"callId\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"seq\":1}")]
    [InlineData("")]
    [InlineData("<a>&amp; \"שלום\" 🎉\r\n</a>")]
    public async Task A_text_comes_back_as_it_went(string text)
    {
        var queue = await NewQueue();
        var receipt = await queue.Put(text, TimeSpan.Zero, null, Ct);
        var message = Assert.Single(await queue.Receive(32, Hour, Ct));
        Assert.Equal((receipt.MessageId, text, 1), (message.MessageId, message.Text, message.DequeueCount));
        Assert.NotEqual(default, message.InsertedAt);
    }

    [Fact]
    public async Task A_message_that_was_received_is_hidden_and_deleted_by_its_receipt()
    {
        var queue = await NewQueue();
        await queue.Put("x", TimeSpan.Zero, null, Ct);
        var message = Assert.Single(await queue.Receive(1, Hour, Ct));
        Assert.Empty(await queue.Receive(1, Hour, Ct));
        Assert.Equal(1, await queue.ApproximateCount(Ct));
        await queue.Delete(message, Ct);
        Assert.Equal(0, await queue.ApproximateCount(Ct));
        await queue.Delete(message, Ct);
    }

    [Fact]
    public async Task A_message_that_is_put_hidden_is_counted_but_not_received()
    {
        var queue = await NewQueue();
        await queue.Put("later", Hour, null, Ct);
        await queue.Put("now", TimeSpan.Zero, TimeSpan.FromMinutes(1), Ct);
        Assert.Equal(["now"], (await queue.Receive(32, Hour, Ct)).Select(message => message.Text));
        Assert.Equal(2, await queue.ApproximateCount(Ct));
    }

    [Fact]
    public async Task A_message_that_was_just_put_can_be_withdrawn_unless_somebody_took_it()
    {
        var queue = await NewQueue();
        await queue.Withdraw(await queue.Put("hidden", Hour, null, Ct), Ct);
        Assert.Equal(0, await queue.ApproximateCount(Ct));
        var taken = await queue.Put("taken", TimeSpan.Zero, null, Ct);
        Assert.Single(await queue.Receive(1, Hour, Ct));
        await Refusal.Of(StorageProblem.Stale, () => queue.Withdraw(taken, Ct));
        Assert.Equal(1, await queue.ApproximateCount(Ct));
    }

    [Fact]
    public async Task A_message_that_is_shown_again_counts_its_receives_and_changes_its_receipt()
    {
        var queue = await NewQueue();
        await queue.Put("x", TimeSpan.Zero, null, Ct);
        var first = Assert.Single(await queue.Receive(1, Hour, Ct));
        var receipt = await queue.UpdateVisibility(first, TimeSpan.Zero, Ct);
        Assert.NotEqual(first.PopReceipt, receipt);
        await Refusal.Of(StorageProblem.Stale, () => queue.UpdateVisibility(first, Hour, Ct));
        var second = Assert.Single(await queue.Receive(1, Hour, Ct));
        Assert.Equal((first.MessageId, "x", 2), (second.MessageId, second.Text, second.DequeueCount));
        await Refusal.Of(StorageProblem.Stale, () => queue.Delete(first, Ct));
        await queue.Delete(second, Ct);
        await Refusal.Of(StorageProblem.Missing, () => queue.UpdateVisibility(second, Hour, Ct));
    }

    [Fact]
    public async Task Messages_come_in_the_order_in_which_they_were_put_at_most_as_many_as_asked()
    {
        var queue = await NewQueue();
        for (var i = 0; i < 5; i++)
            await queue.Put($"{i}", TimeSpan.Zero, null, Ct);
        Assert.Equal(["0", "1", "2"], (await queue.Receive(3, Hour, Ct)).Select(message => message.Text));
        Assert.Equal(["3", "4"], (await queue.Receive(3, Hour, Ct)).Select(message => message.Text));
    }

    [Fact]
    public async Task A_message_may_have_48_kibibytes_and_no_more()
    {
        var queue = await NewQueue();
        var longest = new string('x', 48 * 1024);
        await queue.Put(longest, TimeSpan.Zero, null, Ct);
        Assert.Equal(longest, Assert.Single(await queue.Receive(1, Hour, Ct)).Text);
        await Refusal.Of(StorageProblem.TooLarge, () => queue.Put(longest + "x", TimeSpan.Zero, null, Ct));
        await Refusal.Of(StorageProblem.TooLarge, () => queue.Put(new string('ש', 24 * 1024 + 1), TimeSpan.Zero, null, Ct));
    }

    [Fact]
    public async Task Counts_and_times_beyond_the_service_are_invalid()
    {
        var queue = await NewQueue();
        var week = TimeSpan.FromDays(7);
        await queue.Put("x", week, null, Ct);
        await Refusal.Of(StorageProblem.Invalid, () => queue.Put("x", week + TimeSpan.FromSeconds(1), null, Ct));
        await Refusal.Of(StorageProblem.Invalid, () => queue.Put("x", -TimeSpan.FromSeconds(1), null, Ct));
        await Refusal.Of(StorageProblem.Invalid, () => queue.Put("x", Hour, Hour, Ct));
        await Refusal.Of(StorageProblem.Invalid, () => queue.Receive(0, Hour, Ct));
        await Refusal.Of(StorageProblem.Invalid, () => queue.Receive(33, Hour, Ct));
        await Refusal.Of(StorageProblem.Invalid, () => queue.Receive(1, TimeSpan.Zero, Ct));
        await Refusal.Of(StorageProblem.Invalid, () => queue.UpdateVisibility("id", "receipt", week * 2, Ct));
    }
}
