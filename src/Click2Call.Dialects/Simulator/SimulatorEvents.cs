using System.Collections.Concurrent;
using Click2Call.Calls;
using Microsoft.Extensions.Logging;

namespace Click2Call.Dialects.Simulator;

/// <summary>
/// Tells what happens to simulated calls, as a phone system's webhooks do: again and again until it is heard. After a
/// restart everything of the calls that were under way is told once more.
/// </summary>
public sealed partial class SimulatorEvents(SimulatorExchange exchange, ICallEvents events, TimeProvider clock, ILogger<SimulatorEvents> log)
{
    /// <summary>How long until a call is noticed that another process placed or took down.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    /// <summary>How long until what was not heard is told again.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    private const int AtOnce = 16;

    private readonly ConcurrentDictionary<AttemptId, HashSet<Fact>> _told = new();

    /// <summary>Tells until it is canceled. One at a time in a process.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await exchange.WaitForChange(await Tell(cancellation), cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Tells what there is to tell now.</summary>
    /// <returns>When to look again.</returns>
    internal async Task<TimeSpan> Tell(CancellationToken cancellation)
    {
        var waits = new ConcurrentBag<TimeSpan> { LookEvery };
        try
        {
            await Parallel.ForEachAsync(
                exchange.Open(cancellation),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
                async (call, ct) => waits.Add(await Tell(call, ct)));
        }
        catch (StorageUnavailableException e)
        {
            Log.MemoryUnavailable(log, e);
            waits.Add(Again);
        }

        return waits.Min();
    }

    private async ValueTask<TimeSpan> Tell(SimulatedCall call, CancellationToken cancellation)
    {
        try
        {
            var now = clock.GetUtcNow();
            var moment = call.At(now);
            var told = _told.GetOrAdd(call.Attempt, _ => []);
            Fact[] news = [.. moment.Facts.Where(fact => IsTold(call.Reports, fact) && !told.Contains(fact))];
            if (news.Length > 0)
                await events.Hear(new(call.Account, call.Line, news) { Attempt = call.Attempt, ProviderCallId = call.ProviderCallId }, cancellation);
            told.UnionWith(news);
            if (moment.NextChangeAt is { } next)
                return next - now;
            await exchange.Close(call.Attempt, cancellation);
            _told.TryRemove(call.Attempt, out _);
            return LookEvery;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // Whatever went wrong with one call, the others are told, and this one again: that is what a phone system does.
            Log.NotHeard(log, call.Attempt, e);
            return Again;
        }
    }

    private static bool IsTold(SimulatedReports reports, Fact fact) => reports switch
    {
        SimulatedReports.Progress => true,
        SimulatedReports.End => fact is Fact.LegEnded or Fact.KeysPressed or Fact.Recorded,
        _ => false,
    };

    private static partial class Log
    {
        [LoggerMessage(EventId = 7001, Level = LogLevel.Warning, Message = "An event of the simulated call {Attempt} was not heard; it is told again.")]
        public static partial void NotHeard(ILogger logger, AttemptId attempt, Exception exception);

        [LoggerMessage(EventId = 7002, Level = LogLevel.Warning, Message = "The simulated phone system cannot reach its memory.")]
        public static partial void MemoryUnavailable(ILogger logger, Exception exception);
    }
}
