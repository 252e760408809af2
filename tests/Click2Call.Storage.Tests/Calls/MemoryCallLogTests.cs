using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Calls;

public sealed class MemoryCallLogTests : CallLogContract
{
    protected override ITable NotCreated() => new MemoryStorage(new ManualClock()).Table("Calls");
}
