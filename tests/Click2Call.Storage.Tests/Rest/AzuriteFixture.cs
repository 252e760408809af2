using Click2Call.Storage.Rest;
using Click2Call.Storage.Tests.Rest;
using Click2Call.Testing;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace Click2Call.Storage.Tests.Rest;

/// <summary>One Azurite for the whole run; each test makes tables and queues of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private Azurite? _azurite;
    private int _names;

    public StorageAccount Account { get; private set; } = null!;

    public string ConnectionString => _azurite!.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        _azurite = await Azurite.Start();
        Account = StorageAccount.FromSettings(_ => _azurite.ConnectionString, TimeProvider.System);
    }

    /// <summary>A name that no other test has, fit for a table and for a queue.</summary>
    public string NewName() => $"test{Interlocked.Increment(ref _names)}";

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;
}
