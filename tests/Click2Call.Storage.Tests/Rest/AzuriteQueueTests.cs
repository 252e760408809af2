using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Tests.Rest;

public sealed class AzuriteQueueTests(AzuriteFixture azurite) : QueueContract
{
    protected override IQueue NotCreated() => azurite.Account.Queue(azurite.NewName());
}
