using Click2Call.Calls;
using Click2Call.Lines;
using Polly;
using Polly.CircuitBreaker;

namespace Click2Call.Dialects.Http;

/// <summary>
/// The circuit breaker of one line. It opens when eight tenths of at least eight requests within half a minute met an outage,
/// and then stays open for 15 seconds. No lead is ever the probe: only <see cref="Probe"/> closes it again.
/// </summary>
/// <remarks>
/// Polly half-opens a circuit with whatever is executed next. So a dial is executed only while the circuit is
/// closed, and who gets a dial ready on an open one runs the harmless probe instead: within the break Polly
/// answers at once that the circuit is open, after it the probe decides. Nobody has to poll for that.
/// </remarks>
public sealed class LineBreaker
{
    /// <summary>How long it stays open.</summary>
    public static readonly TimeSpan Break = TimeSpan.FromSeconds(15);

    /// <summary>Within which time failures count together.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    /// <summary>How many requests there must be before it can open.</summary>
    public const int FewestRequests = 8;

    // One that is down fails all. One that takes every third order is worth asking: left
    // alone, everybody waits for what a third would get at once. At four failures in ten, "seven tenths of eight" opens it by chance
    // in one process of twenty, and oftener where failures are the fast answers (seen in bench/faults: half of the leads
    // waited 20 s and more); eight tenths do in one of a hundred.
    private const double Outage = 0.8;

    /// <summary>For how long an opening is news. Where no more calls come, nobody probes, and it would stay open for ever.</summary>
    public static readonly TimeSpan News = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ProbeUnderWay = TimeSpan.FromSeconds(2);

    private const string OpenReason = "The phone system has failed several times in a row and is left alone for some seconds.";

    private readonly CircuitBreakerStateProvider state = new();
    private readonly ResiliencePipeline<LineReply> pipeline;
    private readonly Func<LineReply, bool> fails;
    private readonly TimeProvider clock;
    private long openedAt;

    /// <summary>A closed one.</summary>
    /// <param name="clock">The clock of window and break.</param>
    /// <param name="isOutage">What counts as a failure; absent: <see cref="IsOutage"/>.</param>
    public LineBreaker(TimeProvider clock, Func<LineReply, bool>? isOutage = null)
    {
        ArgumentNullException.ThrowIfNull(clock);
        this.clock = clock;
        fails = isOutage ?? IsOutage;
        pipeline = new ResiliencePipelineBuilder<LineReply> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<LineReply>
            {
                FailureRatio = Outage,
                MinimumThroughput = FewestRequests,
                SamplingDuration = Window,
                BreakDuration = Break,
                StateProvider = state,
                ShouldHandle = met => ValueTask.FromResult(met.Outcome.Result is { } reply && fails(reply)),
                OnOpened = _ =>
                {
                    Volatile.Write(ref openedAt, clock.GetTimestamp());
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>Whether dials pass.</summary>
    public bool Closed => state.CircuitState == CircuitState.Closed;

    /// <summary>Whether it is open and has opened, or opened again after a probe in vain, within <see cref="News"/>.</summary>
    public bool OpenedLately => !Closed && clock.GetElapsedTime(Volatile.Read(ref openedAt)) < News;

    /// <summary>Unreachable, broken, or a server error: 500 and above.</summary>
    public static bool IsOutage(LineReply reply) => reply is not LineReply.Answered { Status: < 500 };

    /// <summary>Sends a dial, or says that it was not sent because the circuit is open.</summary>
    public async Task<LineReply> Dial(Func<CancellationToken, Task<LineReply>> send, CancellationToken giveUp)
    {
        if (!Closed)
            return new LineReply.NotSent(OpenReason) { TryAgainIn = Break };
        return await Run(send, giveUp);
    }

    /// <summary>
    /// Sends a harmless read. On an open circuit whose break is over, it decides whether the circuit closes; on a closed one only its
    /// failure counts: that a phone system can be read does not say that it takes orders.
    /// </summary>
    public async Task<LineReply> Probe(Func<CancellationToken, Task<LineReply>> read, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(read);
        if (!Closed || cancellation.IsCancellationRequested)
            return await Run(read, cancellation);
        var reply = await read(cancellation);
        if (fails(reply))
            await Run(_ => Task.FromResult(reply), cancellation);
        return reply;
    }

    /// <summary>For who gets a dial ready: null when dials pass; else why not. Probes when the break is over.</summary>
    public async Task<DialReadiness.NotReady?> Check(Func<CancellationToken, Task<LineReply>> read, CancellationToken cancellation)
    {
        if (Closed)
            return null;
        var reply = await Run(read, cancellation);
        if (Closed)
            return null;
        return reply is LineReply.NotSent { TryAgainIn: { } wait, Reason: var reason }
            ? new DialReadiness.NotReady(CallOutcome.LineUnavailable, reason) { LineBackIn = wait }
            : new DialReadiness.NotReady(CallOutcome.LineUnavailable, OpenReason) { LineBackIn = Break };
    }

    private async Task<LineReply> Run(Func<CancellationToken, Task<LineReply>> send, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(send);
        try
        {
            return await pipeline.ExecuteAsync(async token => await send(token), cancellation);
        }
        catch (BrokenCircuitException open)
        {
            // Without a time, somebody else's probe is under way.
            return new LineReply.NotSent(OpenReason) { TryAgainIn = open.RetryAfter is { } wait && wait > TimeSpan.Zero ? wait : ProbeUnderWay };
        }
        catch (OperationCanceledException)
        {
            // Polly looks at the token before it calls: nothing was sent.
            return new LineReply.NotSent("There was no time left to ask the phone system.");
        }
    }
}
