using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Functions.Tests;

/// <summary>One real Azurite for the tests of a class; each of them has queues of its own name, or is alone.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private Azurite? _azurite;

    public string ConnectionString => _azurite!.ConnectionString;

    public IQueue Queue(string name) => Account(ConnectionString).Queue(name);

    public static StorageAccount Account(string connectionString) => StorageAccount.FromSettings(_ => connectionString, TimeProvider.System);

    public async ValueTask InitializeAsync() => _azurite = await Azurite.Start();

    public ValueTask DisposeAsync() => _azurite!.DisposeAsync();
}
