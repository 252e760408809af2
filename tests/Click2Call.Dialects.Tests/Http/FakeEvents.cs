using Click2Call.Calls;
using Click2Call.Lines;

namespace Click2Call.Dialects.Tests.Http;

/// <summary>Hears events, or is a storage that is down.</summary>
public sealed class FakeEvents : ICallEvents
{
    public List<LineEvent> Heard { get; } = [];

    public bool Down { get; set; }

    public Task<Heard> Hear(LineEvent told, CancellationToken cancellation)
    {
        if (Down)
            throw new StorageUnavailableException("hearing");
        Heard.Add(told);
        return Task.FromResult(Calls.Heard.Applied);
    }
}
