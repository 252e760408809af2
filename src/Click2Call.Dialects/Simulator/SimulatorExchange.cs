using System.Threading.Channels;
using Click2Call.Calls;

namespace Click2Call.Dialects.Simulator;

/// <summary>
/// The simulated phone system: places calls, takes them down, and lets people press keys on phones that ring on the
/// screen. Several processes may be the same phone system, if they share its memory.
/// </summary>
public sealed class SimulatorExchange(ISimulatorMemory memory, TimeProvider clock)
{
    private const int Tries = 8;

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Whether it answers at all. Switched off, every connection to it is refused; calls that it has go on.</summary>
    public bool InService { get; set; } = true;

    internal TimeProvider Clock => clock;

    /// <summary>Places a call. A second order with the same attempt id is counted, and makes no second call.</summary>
    /// <returns>The call that the id stands for.</returns>
    /// <exception cref="StorageUnavailableException">The memory did not answer; it may have been placed.</exception>
    public async Task<SimulatedCall> Place(SimulatedCall call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        var placed = (await memory.Insert(call, cancellation))?.Call
            ?? await Change(call.Attempt, earlier => earlier with { Orders = earlier.Orders + 1 }, cancellation)
            ?? throw new StorageUnavailableException("The simulated phone system could not read back a call that it has.");
        Tell();
        return placed;
    }

    /// <summary>The call of that id, whatever became of it; null when it was never placed.</summary>
    /// <exception cref="StorageUnavailableException">The memory did not answer.</exception>
    public async Task<SimulatedCall?> Find(AttemptId attempt, CancellationToken cancellation) =>
        (await memory.Find(attempt, cancellation))?.Call;

    /// <summary>Takes a call down, if it is there and not over.</summary>
    /// <exception cref="StorageUnavailableException">The memory did not answer.</exception>
    public async Task TakeDown(AttemptId attempt, CancellationToken cancellation)
    {
        await Change(attempt, call => call.TakenDownAt is null && !call.At(clock.GetUtcNow()).Over ? call with { TakenDownAt = clock.GetUtcNow() } : call, cancellation);
        Tell();
    }

    /// <summary>Presses a key on a phone that rings on the screen.</summary>
    /// <returns>False when the phone is not in a state in which the key does anything, or there is no such call.</returns>
    /// <exception cref="StorageUnavailableException">The memory did not answer.</exception>
    public async Task<bool> Press(AttemptId attempt, LegPosition leg, SimulatedKey key, CancellationToken cancellation)
    {
        var pressed = false;
        await Change(
            attempt,
            call =>
            {
                var now = clock.GetUtcNow();
                pressed = Reacts(call, leg, key, now);
                return pressed ? call with { Presses = [.. call.Presses, new(leg, key, now)] } : call;
            },
            cancellation);
        if (pressed)
            Tell();
        return pressed;
    }

    /// <summary>The calls that are not over, or of which something has not been told yet.</summary>
    public IAsyncEnumerable<SimulatedCall> Open(CancellationToken cancellation) => memory.Open(cancellation);

    /// <summary>Every call of every account, newest first.</summary>
    public IAsyncEnumerable<SimulatedCall> All(CancellationToken cancellation) => memory.All(cancellation);

    /// <summary>How often a phone of the account was called (in SIP's words: how many INVITEs it got), over all calls. Tests judge by it whether anybody was rung twice.</summary>
    public async Task<int> Invites(string account, string dialled, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var invites = 0;
        await foreach (var call in memory.All(cancellation))
        {
            if (call.Account != account)
                continue;
            var moment = call.At(now);
            invites += call.First.Dialled == dialled && call.PlacedAt <= now ? 1 : 0;
            invites += call.Second?.Dialled == dialled && moment.First.AnsweredAt is not null ? 1 : 0;
        }

        return invites;
    }

    internal async Task Close(AttemptId attempt, CancellationToken cancellation) =>
        await Change(attempt, call => call with { Closed = true }, cancellation);

    /// <summary>Waits for something that this process did to a call, or for so long.</summary>
    internal async Task WaitForChange(TimeSpan atMost, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            await _changes.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    private static bool Reacts(SimulatedCall call, LegPosition position, SimulatedKey key, DateTimeOffset now)
    {
        var phone = position == LegPosition.First ? call.First : call.Second;
        var leg = call.At(now).Leg(position);
        if (phone?.Phone != SimulatedPhone.OnScreen || leg.RingingAt is null || leg.EndedAt is not null)
            return false;
        return key == SimulatedKey.HangUp == leg.AnsweredAt is not null;
    }

    private async Task<SimulatedCall?> Change(AttemptId attempt, Func<SimulatedCall, SimulatedCall> change, CancellationToken cancellation)
    {
        for (var attempts = 0; attempts < Tries; attempts++)
        {
            if (await memory.Find(attempt, cancellation) is not { } read)
                return null;
            var changed = change(read.Call);
            if (ReferenceEquals(changed, read.Call) || await memory.Replace(read, changed, cancellation) is not null)
                return changed;
        }

        throw new StorageUnavailableException("Others kept changing a simulated call.");
    }

    private void Tell() => _changes.Writer.TryWrite(true);
}
