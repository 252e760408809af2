using System.Collections.Concurrent;
using Click2Call.Calls;
using Click2Call.Lines;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>The app's queue of late events, and a book of what was put into it: other tests' events lie in it as well.</summary>
internal sealed class LateEventsBook(ILateEvents events, ConcurrentQueue<(string Account, int Tries)> put) : ILateEvents
{
    public async Task Put(LateEvent late, TimeSpan after, CancellationToken cancellation)
    {
        await events.Put(late, after, cancellation);
        put.Enqueue((late.Told.Account, late.Tries));
    }

    public Task KeepOrphan(LineEvent told, CancellationToken cancellation) => events.KeepOrphan(told, cancellation);
}
