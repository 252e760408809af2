using Click2Call.Storage.Rest;
using Click2Call.Storage.Tests.Rest;

namespace Click2Call.Storage.Tests.Calls;

public sealed class AzuriteCallLogTests(AzuriteFixture azurite) : CallLogContract
{
    protected override ITable NotCreated() => azurite.Account.Table(azurite.NewName());
}
