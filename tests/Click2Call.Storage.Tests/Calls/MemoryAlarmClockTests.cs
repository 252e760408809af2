using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Calls;

public sealed class MemoryAlarmClockTests : AlarmClockContract
{
    private readonly MemoryStorage _storage = new(TimeProvider.System);
    private int _names;

    protected override IQueue NewQueue() => _storage.Queue($"q{_names++}");

    protected override ITable NewTable() => _storage.Table($"t{_names++}");
}
