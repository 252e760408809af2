using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Calls;

public sealed class MemoryIntentTableTests : IntentTableContract
{
    protected override ITable NotCreated() => new MemoryStorage(new ManualClock()).Table("Intents");
}
