using Click2Call.Calls;
using Click2Call.Lines;

namespace Click2Call.Simulation;

/// <summary>A worker's end of the line to the phone system, with a network in between.</summary>
internal sealed class SimLine(World world, Flow flow) : IPhoneLine
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public LineCapabilities Capabilities => world.Capabilities;

    public TimeSpan DialTimeout(DialOrder order) => Timeout;

    public Task<DialReadiness> GetReady(DialOrder order, CancellationToken cancellation) => Ask<DialReadiness>("ready", () =>
        world.Roll(world.Faults.LineRefuses)
            ? new DialReadiness.NotReady(world.Random.Next(4) == 0 ? CallOutcome.AgentOffline : CallOutcome.LineUnavailable)
            : new DialReadiness.Ready(new Dial(this, order)));

    public Task<LookUp> LookUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation) => Ask<LookUp>("look up", () =>
    {
        if (!Capabilities.HasFlag(LineCapabilities.LookUp))
            return new LookUp.Unknown();
        if (world.Roll(world.Faults.LookUpFails))
            return new LookUp.NotYet();
        LookUp unseen = world.KeepsHistory || world.Wiring.UnknownIsNever ? new LookUp.NeverPlaced() : new LookUp.Unknown();
        return world.Pbx.Find(attempt) switch
        {
            null => unseen,
            { EndedAt: null } live => new LookUp.Live(live.ProviderId),
            { Outcome: { } outcome } when world.KeepsHistory => new LookUp.Ended(outcome),
            _ => unseen,
        };
    });

    public Task<bool> HangUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation) => Ask("hang up", () =>
    {
        if (!Capabilities.HasFlag(LineCapabilities.HangUp))
            throw new NotSupportedException("This line cannot hang up.");
        if (world.Roll(world.Faults.HangUpFails))
            return false;
        if (world.Pbx.Find(attempt) is { } call)
            world.Pbx.HangUp(call);
        return true;
    });

    public Task<bool?> HangUpExtension(string extension, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<string?> Probe(CancellationToken cancellation) => throw new NotSupportedException();

    private Task<T> Ask<T>(string what, Func<T> answer)
    {
        var reply = new TaskCompletionSource<T>();
        world.Timeline.In(world.LineLatency(), null, () =>
        {
            T result;
            try
            {
                result = answer();
            }
            catch (NotSupportedException problem)
            {
                world.Timeline.In(TimeSpan.Zero, flow.Worker, () => reply.SetException(problem));
                return;
            }

            world.Trace?.Add($"{world.Stamp} {flow} {what}: {result}");
            world.Timeline.In(world.LineLatency(), flow.Worker, () => reply.SetResult(result));
        });
        return reply.Task;
    }

    private sealed class Dial(SimLine line, DialOrder order) : IReadyDial
    {
        public Task<DialResult> Send(CancellationToken giveUp) => line.Send(order, giveUp);
    }

    private Task<DialResult> Send(DialOrder order, CancellationToken giveUp)
    {
        var reply = new TaskCompletionSource<DialResult>();
        giveUp.Register(() => reply.TrySetResult(new DialResult.Uncertain("Time-out.")));
        var faults = world.Faults;
        if (world.Roll(faults.LineRefuses))
        {
            // Surely not placed: the connection was never made, or the phone system says so.
            CallOutcome[] why = [CallOutcome.LineUnavailable, CallOutcome.LineUnavailable, CallOutcome.LineRefused, CallOutcome.AgentOffline, CallOutcome.AgentBusy];
            Reply(new DialResult.Refused(why[world.Random.Next(why.Length)]), 0.01, 3);
        }
        else if (world.Roll(faults.LineUncertain))
        {
            if (world.Random.Next(2) == 0)
                world.Timeline.In(world.Between(0.01, 15), null, () => world.Pbx.Place(order.Attempt, order.Order));
            Reply(new DialResult.Uncertain("The connection broke."), 0.01, 5);
        }
        else
        {
            var slow = world.Roll(faults.LineSlow);
            world.Timeline.In(slow ? world.Between(0.1, 19) : world.LineLatency(), null, () =>
            {
                var call = world.Pbx.Place(order.Attempt, order.Order);
                Reply(new DialResult.Accepted(call.ProviderId), 0.01, slow ? 30 : 1);
            });
        }

        return reply.Task;

        void Reply(DialResult result, double from, double to) => world.Timeline.In(world.Between(from, to), flow.Worker, () =>
        {
            world.Trace?.Add($"{world.Stamp} {flow} dial {order.Attempt}: {result}");
            reply.TrySetResult(result);
        });
    }
}
