using Click2Call.Calls;
using Click2Call.Events;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Accounts;

/// <summary>Endpoints that several change at once.</summary>
public sealed class EndpointTableTests : IAsyncLifetime
{
    private readonly MemoryStorage _storage = new(new ManualClock());
    private readonly EndpointTable _endpoints;

    public EndpointTableTests() => _endpoints = new EndpointTable(_storage.Table(AccountTable.Accounts), Fresh());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await new AccountTable(_storage.Table(AccountTable.Accounts), _storage.Table(AccountTable.ApiKeys)).Create(Ct);
        await new AccountTable(_storage.Table(AccountTable.Accounts), _storage.Table(AccountTable.ApiKeys)).Save(
            Examples.Full() with { Endpoints = [new EventEndpoint { Id = "crm", Url = new Uri("https://crm.example.com/"), Sealed = [new SealedSecret("old", null)] }] }, Ct);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A description that was changed while the secret was made anew brought the old secret back.</summary>
    [Fact]
    public async Task Of_two_changes_at_once_both_hold()
    {
        Interrupt(times: 2, known => known with { Sealed = [new SealedSecret("new", null), .. known.Sealed] });
        var changed = await _endpoints.Change("demo", "crm", known => known with { Description = "Ours" }, Ct);
        Assert.Equal(("Ours", 3), (changed!.Description, changed.Sealed.Count));
        Assert.Equal(("Ours", 3), ((await Read()).Description, (await Read()).Sealed.Count));
    }

    /// <summary>An instance whose copy of the account is older put its endpoint, with a new secret, over the first.</summary>
    [Fact]
    public async Task Of_two_endpoints_of_one_id_the_first_stays()
    {
        var other = new EventEndpoint { Id = "new", Url = new Uri("https://other.example.com/"), Sealed = [new SealedSecret("theirs", null)] };
        _storage.Hooks.Before = async step =>
        {
            if (step.Operation != "Table.Insert")
                return;
            _storage.Hooks.Before = null;
            Assert.True(await new EndpointTable(_storage.Table(AccountTable.Accounts), Fresh()).Add("demo", other, Ct));
        };
        Assert.False(await _endpoints.Add("demo", other with { Sealed = [new SealedSecret("ours", null)] }, Ct));
        Assert.Equal("theirs", Assert.Single((await Fresh().Find("demo", Ct))!.FindEndpoint("new")!.Sealed).Text);
    }

    [Fact]
    public async Task An_endpoint_whose_reply_was_lost_is_added()
    {
        _storage.Hooks.After = step => step.Operation == "Table.Insert"
            ? throw new StorageException(StorageProblem.AlreadyExists, "Our own write, sent again.")
            : default;
        Assert.True(await _endpoints.Add("demo", new EventEndpoint { Id = "new", Url = new Uri("https://crm.example.com/") }, Ct));
    }

    [Fact]
    public async Task An_endpoint_that_is_removed_meanwhile_does_not_come_back()
    {
        var once = 0;
        _storage.Hooks.Before = async step =>
        {
            if (step.Operation == "Table.Replace" && once++ == 0)
                await _endpoints.Delete("demo", "crm", Ct);
        };
        Assert.Null(await _endpoints.Change("demo", "crm", known => known with { Description = "Ours" }, Ct));
        Assert.Empty((await Fresh().Find("demo", Ct))!.Endpoints);
    }

    [Fact]
    public async Task Whoever_is_never_fast_enough_is_told_to_try_later()
    {
        Interrupt(times: 100, known => known with { Description = known.Description + "x" });
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _endpoints.Change("demo", "crm", known => known with { Enabled = false }, Ct));
        Assert.True((await Read()).Enabled);
    }

    [Fact]
    public async Task A_change_sees_how_the_endpoint_fares_and_nothing_is_written_where_nothing_changes()
    {
        var ill = new EndpointHealth { GivenUp = 3, Reason = "No." };
        await _endpoints.SaveHealth("demo", await Read(), ill, Ct);
        _storage.Hooks.Before = step => step.Operation == "Table.Replace" ? throw new InvalidOperationException("It writes.") : default;
        Assert.Equal(ill, (await _endpoints.Change("demo", "crm", known => known with { Enabled = true }, Ct))!.Health);
        Assert.Null(await _endpoints.Change("demo", "crm", _ => null, Ct));
        Assert.Null(await _endpoints.Change("demo", "other", known => known, Ct));
        Assert.Null(await _endpoints.Change("Not an id", "crm", known => known, Ct));
    }

    // Somebody else is faster so many times.
    private void Interrupt(int times, Func<EventEndpoint, EventEndpoint> change)
    {
        var inside = false;
        _storage.Hooks.Before = async step =>
        {
            if (step.Operation != "Table.Replace" || inside || times-- <= 0)
                return;
            inside = true;
            await _endpoints.Change("demo", "crm", change, Ct);
            inside = false;
        };
    }

    private async Task<EventEndpoint> Read() => (await Fresh().Find("demo", Ct))!.FindEndpoint("crm")!;

    private AccountDirectory Fresh() => new(_storage.Table(AccountTable.Accounts), _storage.Table(AccountTable.ApiKeys), new ManualClock());
}
