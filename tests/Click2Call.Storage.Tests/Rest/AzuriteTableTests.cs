using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Tests.Rest;

public sealed class AzuriteTableTests(AzuriteFixture azurite) : TableContract
{
    protected override ITable NotCreated() => azurite.Account.Table(azurite.NewName());
}
