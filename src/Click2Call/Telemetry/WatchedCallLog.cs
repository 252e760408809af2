using System.Diagnostics;
using Click2Call.Calls;

namespace Click2Call.Telemetry;

/// <summary>
/// The call log, watched: whoever writes that a call rings, is connected or is over, it is told here once, because a
/// guarded write has one winner. The spans stand in the trace in which the call was asked for.
/// </summary>
/// <param name="log">The log.</param>
public sealed class WatchedCallLog(ICallLog log) : ICallLog
{
    /// <inheritdoc />
    public Task<StoredCall?> Find(string account, CallId id, CancellationToken cancellation) => log.Find(account, id, cancellation);

    /// <inheritdoc />
    public Task<StoredCall?> FindAgain(StoredCall known, CancellationToken cancellation) => log.FindAgain(known, cancellation);

    /// <inheritdoc />
    public async Task<StoredCall?> Insert(Call call, CancellationToken cancellation)
    {
        var stored = await log.Insert(call, cancellation);
        if (stored is not null)
            Tell(null, stored.Call);
        return stored;
    }

    /// <inheritdoc />
    public async Task<StoredCall?> Replace(StoredCall read, Call changed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(read);
        var stored = await log.Replace(read, changed, cancellation);
        if (stored is not null)
            Tell(read.Call, stored.Call);
        return stored;
    }

    /// <inheritdoc />
    public Task<CallPage> List(CallQuery query, CancellationToken cancellation) => log.List(query, cancellation);

    /// <inheritdoc />
    public IAsyncEnumerable<OpenCall> Open(string account, DateOnly day, CancellationToken cancellation) => log.Open(account, day, cancellation);

    /// <inheritdoc />
    public Task<AttemptId?> FindByProvider(string account, string line, string providerCallId, DateTimeOffset? soughtAt, CancellationToken cancellation) =>
        log.FindByProvider(account, line, providerCallId, soughtAt, cancellation);

    private static void Tell(Call? before, Call after)
    {
        var asked = after.Order.NotBefore > after.CreatedAt ? after.Order.NotBefore.Value : after.CreatedAt;
        if (RangAt(after) is { } rang && (before is null || RangAt(before) is null))
        {
            var waited = Waited(after, asked, rang);
            Signals.TimeToRing.Record(Since(waited, rang), Tags(after));
            Show("call ringing", after, waited, rang);
        }

        if (ConnectedAt(after) is { } connected && (before is null || ConnectedAt(before) is null))
        {
            var waited = Waited(after, asked, connected);
            Signals.TimeToConnect.Record(Since(waited, connected), Tags(after));
            Show("call connected", after, waited, connected);
        }

        if (after.State == CallState.Ended && before?.State != CallState.Ended)
        {
            var tags = Tags(after);
            var outcome = after.Outcome is { } known ? TracedDesk.Words(known) : "unknown";
            tags.Add(Signals.Outcome, outcome);
            Signals.Ended.Add(1, tags);
            Show("call ended", after, asked, after.EndedAt ?? asked, outcome);
        }
    }

    // The night for which it was put off is nobody's slowness. One that was put off after that, for another try, did not wait for it.
    private static DateTimeOffset Waited(Call call, DateTimeOffset asked, DateTimeOffset at) =>
        call.PutOffUntil is { } until && until <= at ? Call.Later(until, asked) : asked;

    private static void Show(string name, Call call, DateTimeOffset from, DateTimeOffset until, string? outcome = null)
    {
        using var span = Span.In(name, ActivityKind.Internal, call.Order.Trace, from);
        span?.SetTag(Signals.Account, call.Account)
            .SetTag(Signals.ClickToCall, call.Order.ClickToCall)
            .SetTag(Signals.Line, call.Line)
            .SetTag(Signals.CallId, call.Id.ToString())
            .SetTag("click2call.attempt", call.Latest?.Number)
            .SetTag(Signals.Outcome, outcome)
            .SetEndTime((until > from ? until : from).UtcDateTime);
    }

    private static TagList Tags(Call call) => new()
    {
        { Signals.Account, call.Account },
        { Signals.ClickToCall, call.Order.ClickToCall },
        { Signals.Line, call.Line },
    };

    private static double Since(DateTimeOffset asked, DateTimeOffset at) => Math.Max(0, (at - asked).TotalSeconds);

    private static DateTimeOffset? RangAt(Call call) => Earliest(call, attempt => attempt.First.RingingAt ?? attempt.First.AnsweredAt);

    private static DateTimeOffset? ConnectedAt(Call call) => Earliest(
        call,
        attempt => call.Order.Second is null ? attempt.First.AnsweredAt : attempt.First.AnsweredAt is null ? null : attempt.Second.AnsweredAt);

    private static DateTimeOffset? Earliest(Call call, Func<Attempt, DateTimeOffset?> at) => call.Attempts.IsDefaultOrEmpty ? null : call.Attempts.Min(at);
}
