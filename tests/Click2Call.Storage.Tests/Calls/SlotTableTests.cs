using Click2Call.Calls;
using Click2Call.Intake;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Tests.Rest;

namespace Click2Call.Storage.Tests.Calls;

/// <summary>Slots on the real service's rules, as Azurite keeps them.</summary>
public sealed class SlotTableTests(AzuriteFixture azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_that_take_one_slot_one_gets_it()
    {
        var slots = await Create();
        var taken = await Task.WhenAll(Enumerable.Range(1, 20).Select(attempt => slots.Take("acme", "web", Slot(0, attempt), Ct)));
        Assert.Single(taken, got => got);
        var held = Assert.Single(await slots.Held("acme", "web", Ct));
        Assert.Equal(Array.IndexOf(taken, true) + 1, held.Attempt.Number);
    }

    [Fact]
    public async Task Click_to_calls_have_slots_of_their_own()
    {
        var slots = await Create();
        Assert.True(await slots.Take("acme", "web", Slot(0, 1), Ct));
        Assert.True(await slots.Take("acme", "desk", Slot(0, 2), Ct));
        Assert.True(await slots.Take("acme-web", "desk", Slot(0, 3), Ct));
        Assert.Equal(1, Assert.Single(await slots.Held("acme", "web", Ct)).Attempt.Number);
    }

    [Fact]
    public async Task A_slot_that_changed_hands_is_neither_freed_nor_renewed_by_who_read_it_before()
    {
        var slots = await Create();
        await slots.Take("acme", "web", Slot(0, 1), Ct);
        var read = Assert.Single(await slots.Held("acme", "web", Ct));
        Assert.True(await slots.Take("acme", "web", read with { Attempt = Slot(0, 2).Attempt }, Ct));
        await slots.Free("acme", "web", read, Ct);
        Assert.False(await slots.Take("acme", "web", read, Ct));
        var held = Assert.Single(await slots.Held("acme", "web", Ct));
        Assert.Equal(2, held.Attempt.Number);
        await slots.Free("acme", "web", held, Ct);
        await slots.Free("acme", "web", held, Ct);
        Assert.Empty(await slots.Held("acme", "web", Ct));
        Assert.True(await slots.Take("acme", "web", Slot(0, 3), Ct));
    }

    private static Slot Slot(int number, int attempt) => new(
        number,
        new AttemptId(CallId.Parse("0195f7a0-0000-7000-8000-000000000001"), attempt),
        new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.Zero));

    private async Task<SlotTable> Create()
    {
        var table = azurite.Account.Table(azurite.NewName());
        await table.Create(Ct);
        return new SlotTable(table);
    }
}
