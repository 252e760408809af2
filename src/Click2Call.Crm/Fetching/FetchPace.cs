using System.Collections.Concurrent;

namespace Click2Call.Crm.Fetching;

/// <summary>
/// Keeps reads of one account within its CRM's limits: so many at once, so far apart, none while it asks for patience. Of this
/// process; others are told by the CRM itself. Nobody waits here for a read of others to end: those who wait take up the
/// places of the host in which the leads of other accounts are read.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="chance">0 to 1, so that those who were put off together do not come back together.</param>
internal sealed class FetchPace(TimeProvider time, Func<double>? chance = null)
{
    private static readonly TimeSpan WaitForTurn = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<(string Account, string Source), Lane> lanes = [];

    /// <summary>Takes a turn.</summary>
    /// <returns>The turn, to be disposed of when the read is over; or why there is none now, and when to come back.</returns>
    public async Task<(IDisposable? Turn, FetchResult.NotAsked? PutOff)> Take(string account, string source, ICrmFetch fetch, CancellationToken cancellation)
    {
        var lane = lanes.GetOrAdd((account, source), _ => new Lane(fetch.AtOnce));
        if (lane.Closed(time.GetUtcNow()) is { } closed)
            return (null, closed);
        if (!lane.TryEnter())
            return (null, new FetchResult.NotAsked("Others of the account are being read.", WaitForTurn * (1 + (chance ?? Random.Shared.NextDouble)())));
        var turn = new Turn(lane);
        try
        {
            var wait = lane.Next(time.GetUtcNow(), fetch.Pace);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, time, cancellation);

            // Whoever was before us may have been asked for patience meanwhile.
            if (lane.Closed(time.GetUtcNow()) is not { } meanwhile)
                return (turn, null);
            turn.Dispose();
            return (null, meanwhile);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>The CRM asks us to stay away for a while.</summary>
    public void Close(string account, string source, TimeSpan wait)
    {
        if (lanes.TryGetValue((account, source), out var lane))
            lane.Close(time.GetUtcNow() + wait);
    }

    private sealed class Lane(int places)
    {
        private readonly Lock gate = new();
        private DateTimeOffset closedUntil;
        private DateTimeOffset next;
        private int underWay;

        public bool TryEnter()
        {
            lock (gate)
            {
                if (underWay >= places)
                    return false;
                underWay++;
                return true;
            }
        }

        public void Leave()
        {
            lock (gate)
                underWay--;
        }

        public FetchResult.NotAsked? Closed(DateTimeOffset now)
        {
            lock (gate)
                return closedUntil > now ? new FetchResult.NotAsked("It asks for patience.", closedUntil - now) : null;
        }

        public void Close(DateTimeOffset until)
        {
            lock (gate)
                closedUntil = until > closedUntil ? until : closedUntil;
        }

        public TimeSpan Next(DateTimeOffset now, TimeSpan pace)
        {
            lock (gate)
            {
                var turn = next > now ? next : now;
                next = turn + pace;
                return turn - now;
            }
        }
    }

    private sealed class Turn(Lane lane) : IDisposable
    {
        public void Dispose() => lane.Leave();
    }
}
