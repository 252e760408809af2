using Click2Call.Storage.Rest;
using Click2Call.Storage.Tests.Rest;

namespace Click2Call.Storage.Tests.Accounts;

public sealed class AzuriteAccountTests(AzuriteFixture azurite) : AccountContract
{
    protected override (ITable Accounts, ITable Keys) Tables() => (azurite.Account.Table(azurite.NewName()), azurite.Account.Table(azurite.NewName()));
}
