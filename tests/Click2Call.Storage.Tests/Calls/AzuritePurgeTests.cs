using Click2Call.Storage.Rest;
using Click2Call.Storage.Tests.Rest;

namespace Click2Call.Storage.Tests.Calls;

public sealed class AzuritePurgeTests(AzuriteFixture azurite) : PurgeContract
{
    private protected override async Task<ITable> Table(string name)
    {
        var table = azurite.Account.Table(azurite.NewName());
        await table.Create(TestContext.Current.CancellationToken);
        return table;
    }
}
