using Click2Call.Calls;
using Click2Call.Intake;

namespace Click2Call.Simulation;

/// <summary>One rule of the protocol taken away, each. The judge has to notice.</summary>
internal static class BrokenWirings
{
    /// <summary>Changes are written over whatever stands there.</summary>
    public static Wiring NoTagOnChanges { get; } = new() { Log = (_, log) => new TaglessLog(log) };

    /// <summary>A request sets its alarm when it is done with the line, not before.</summary>
    public static Wiring AlarmAfterTheDial { get; } = new()
    {
        Clock = (flow, clock) => flow.Name.StartsWith("client", StringComparison.Ordinal) ? new TardyClock(flow, clock) : clock,
    };

    /// <summary>Every reservation succeeds, whoever stands there.</summary>
    public static Wiring NoReservation { get; } = new() { Intents = (_, intents) => new BlindIntents(intents) };

    /// <summary>Not found means never placed, also of a phone system that forgets.</summary>
    public static Wiring NotFoundIsNeverPlaced { get; } = new() { UnknownIsNever = true };

    /// <summary>A commit writes over a call of the same id.</summary>
    public static Wiring CommitsOverwrite { get; } = new() { Log = (_, log) => new OverwritingLog(log) };

    /// <summary>Alarms are dropped when their call is not there yet.</summary>
    public static Wiring AlarmsAreOnlyPutOnce { get; } = new() { Clock = (flow, clock) => new ForgetfulClock(flow, clock) };

    private abstract class Log(ICallLog inner) : ICallLog
    {
        protected ICallLog Inner => inner;

        public Task<StoredCall?> Find(string account, CallId id, CancellationToken cancellation) => inner.Find(account, id, cancellation);

        public virtual Task<StoredCall?> Insert(Call call, CancellationToken cancellation) => inner.Insert(call, cancellation);

        public virtual Task<StoredCall?> Replace(StoredCall read, Call changed, CancellationToken cancellation) => inner.Replace(read, changed, cancellation);

        public Task<CallPage> List(CallQuery query, CancellationToken cancellation) => inner.List(query, cancellation);

        public IAsyncEnumerable<OpenCall> Open(string account, DateOnly day, CancellationToken cancellation) => inner.Open(account, day, cancellation);

        public Task<AttemptId?> FindByProvider(string account, string line, string providerCallId, CancellationToken cancellation) =>
            inner.FindByProvider(account, line, providerCallId, cancellation);
    }

    private sealed class TaglessLog(ICallLog inner) : Log(inner)
    {
        public override async Task<StoredCall?> Replace(StoredCall read, Call changed, CancellationToken cancellation)
        {
            while (await Inner.Find(changed.Account, changed.Id, cancellation) is { } now)
            {
                if (await Inner.Replace(read with { ETag = now.ETag }, changed, cancellation) is { } written)
                    return written;
            }

            return null;
        }
    }

    private sealed class OverwritingLog(ICallLog inner) : Log(inner)
    {
        public override async Task<StoredCall?> Insert(Call call, CancellationToken cancellation) =>
            await Inner.Insert(call, cancellation)
            ?? (await Inner.Find(call.Account, call.Id, cancellation) is { } there ? await Inner.Replace(there, call, cancellation) : null);
    }

    private abstract class Clock(IAlarmClock inner) : IAlarmClock
    {
        protected IAlarmClock Inner => inner;

        public virtual Task<AlarmTicket> Set(Alarm alarm, DateTimeOffset dueAt, CancellationToken cancellation) => inner.Set(alarm, dueAt, cancellation);

        public virtual Task Withdraw(AlarmTicket ticket, CancellationToken cancellation) => inner.Withdraw(ticket, cancellation);

        public Task<int> PromoteDue(DateTimeOffset now, CancellationToken cancellation) => inner.PromoteDue(now, cancellation);

        public Task<IReadOnlyList<PoisonedAlarm>> Poisoned(CancellationToken cancellation) => inner.Poisoned(cancellation);

        public Task Bury(PoisonedAlarm poisoned, CancellationToken cancellation) => inner.Bury(poisoned, cancellation);
    }

    private sealed class TardyClock(Flow flow, IAlarmClock inner) : Clock(inner)
    {
        public override Task<AlarmTicket> Set(Alarm alarm, DateTimeOffset dueAt, CancellationToken cancellation)
        {
            flow.HeldBack.Add(() => Inner.Set(alarm, dueAt, cancellation));
            return Task.FromResult(new AlarmTicket(alarm, null, ""));
        }

        public override Task Withdraw(AlarmTicket ticket, CancellationToken cancellation) => Task.CompletedTask;
    }

    private sealed class ForgetfulClock(Flow flow, IAlarmClock inner) : Clock(inner)
    {
        public override Task<AlarmTicket> Set(Alarm alarm, DateTimeOffset dueAt, CancellationToken cancellation) =>
            flow.Name.StartsWith("client", StringComparison.Ordinal)
                ? base.Set(alarm, dueAt, cancellation)
                : Task.FromResult(new AlarmTicket(alarm, null, ""));
    }

    private sealed class BlindIntents(IIntents inner) : IIntents
    {
        public async Task<IReadOnlyList<Reservation?>?> Reserve(string account, IReadOnlyList<Reservation> rows, CancellationToken cancellation)
        {
            await inner.Reserve(account, rows, cancellation);
            return null;
        }

        public Task<Reservation?> Find(string account, string name, CancellationToken cancellation) => inner.Find(account, name, cancellation);
    }
}
