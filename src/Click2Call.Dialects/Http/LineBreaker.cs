using Polly;
using Polly.CircuitBreaker;

namespace Click2Call.Dialects.Http;

/// <summary>
/// The circuit breaker of one line. It opens when half of at least four requests within half a minute met an outage,
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
    public const int FewestRequests = 4;

    private const string OpenReason = "The phone system has failed several times in a row and is left alone for some seconds.";

    private readonly CircuitBreakerStateProvider state = new();
    private readonly ResiliencePipeline<LineReply> pipeline;

    /// <summary>A closed one.</summary>
    /// <param name="clock">The clock of window and break.</param>
    /// <param name="isOutage">What counts as a failure; absent: <see cref="IsOutage"/>.</param>
    public LineBreaker(TimeProvider clock, Func<LineReply, bool>? isOutage = null)
    {
        var fails = isOutage ?? IsOutage;
        pipeline = new ResiliencePipelineBuilder<LineReply> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<LineReply>
            {
                FailureRatio = 0.5,
                MinimumThroughput = FewestRequests,
                SamplingDuration = Window,
                BreakDuration = Break,
                StateProvider = state,
                ShouldHandle = met => ValueTask.FromResult(met.Outcome.Result is { } reply && fails(reply)),
            })
            .Build();
    }

    /// <summary>Whether dials pass.</summary>
    public bool Closed => state.CircuitState == CircuitState.Closed;

    /// <summary>Unreachable, broken, or a server error: 500 and above.</summary>
    public static bool IsOutage(LineReply reply) => reply is not LineReply.Answered { Status: < 500 };

    /// <summary>Sends a dial, or says that it was not sent because the circuit is open.</summary>
    public async Task<LineReply> Dial(Func<CancellationToken, Task<LineReply>> send, CancellationToken giveUp)
    {
        if (!Closed)
            return new LineReply.NotSent(OpenReason);
        return await Run(send, giveUp);
    }

    /// <summary>Sends a harmless read. On an open circuit whose break is over, it decides whether the circuit closes.</summary>
    public Task<LineReply> Probe(Func<CancellationToken, Task<LineReply>> read, CancellationToken cancellation) => Run(read, cancellation);

    /// <summary>For who gets a dial ready: null when dials pass; else why not. Probes when the break is over.</summary>
    public async Task<string?> Check(Func<CancellationToken, Task<LineReply>> read, CancellationToken cancellation)
    {
        if (Closed)
            return null;
        var reply = await Run(read, cancellation);
        return Closed ? null : reply is LineReply.NotSent { Reason: var reason } ? reason : OpenReason;
    }

    private async Task<LineReply> Run(Func<CancellationToken, Task<LineReply>> send, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(send);
        try
        {
            return await pipeline.ExecuteAsync(async token => await send(token), cancellation);
        }
        catch (BrokenCircuitException)
        {
            return new LineReply.NotSent(OpenReason);
        }
        catch (OperationCanceledException)
        {
            // Polly looks at the token before it calls: nothing was sent.
            return new LineReply.NotSent("There was no time left to ask the phone system.");
        }
    }
}
