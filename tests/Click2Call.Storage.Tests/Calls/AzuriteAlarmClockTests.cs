using Click2Call.Storage.Rest;
using Click2Call.Storage.Tests.Rest;

namespace Click2Call.Storage.Tests.Calls;

public sealed class AzuriteAlarmClockTests(AzuriteFixture azurite) : AlarmClockContract
{
    protected override IQueue NewQueue() => azurite.Account.Queue(azurite.NewName());

    protected override ITable NewTable() => azurite.Account.Table(azurite.NewName());
}
