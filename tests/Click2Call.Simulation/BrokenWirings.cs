using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Events;
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

    /// <summary>Alarms know nothing of opening hours, only who takes the order does.</summary>
    public static Wiring AlarmsKnowNoHours { get; } = new()
    {
        Directory = (flow, directory) => flow.Name.StartsWith("client", StringComparison.Ordinal) ? directory : new OpenDirectory(directory),
    };

    private sealed class OpenDirectory(IDirectory inner) : IDirectory
    {
        public async ValueTask<Account?> Find(string account, CancellationToken cancellation) =>
            await inner.Find(account, cancellation) is { } found
                ? found with { ClickToCalls = [.. found.ClickToCalls.Select(click => click with { Hours = null })] }
                : null;

        public ValueTask<ApiKey?> FindKey(string presented, CancellationToken cancellation) => inner.FindKey(presented, cancellation);

        public ValueTask<IReadOnlyList<string>> List(CancellationToken cancellation) => inner.List(cancellation);
    }

    /// <summary>Slots are counted as taken and not written.</summary>
    public static Wiring SlotsAreNotTaken { get; } = new() { Slots = (_, slots) => new ImaginedSlots(slots) };

    /// <summary>A slot may be reclaimed as soon as its call is not written yet.</summary>
    public static Wiring SlotsAreReclaimedAtOnce { get; } = new() { Slots = (_, slots) => new OldSlots(slots) };

    private abstract class Slots(ISlots inner) : ISlots
    {
        public virtual Task<IReadOnlyList<Slot>> Held(string account, string group, CancellationToken cancellation) => inner.Held(account, group, cancellation);

        public virtual Task<bool> Take(string account, string group, Slot slot, CancellationToken cancellation) => inner.Take(account, group, slot, cancellation);

        public Task Free(string account, string group, Slot slot, CancellationToken cancellation) => inner.Free(account, group, slot, cancellation);
    }

    private sealed class ImaginedSlots(ISlots inner) : Slots(inner)
    {
        public override Task<bool> Take(string account, string group, Slot slot, CancellationToken cancellation) => Task.FromResult(true);
    }

    private sealed class OldSlots(ISlots inner) : Slots(inner)
    {
        public override async Task<IReadOnlyList<Slot>> Held(string account, string group, CancellationToken cancellation) =>
            [.. (await base.Held(account, group, cancellation)).Select(slot => slot with { Since = DateTimeOffset.MinValue })];
    }

    /// <summary>An agent is claimed over whatever stands there.</summary>
    public static Wiring NoTagOnAgents { get; } = new() { Agents = (_, agents) => new SharedAgents(agents) };

    /// <summary>Agents are claimed and never given back.</summary>
    public static Wiring AgentsAreKept { get; } = new() { Agents = (_, agents) => new KeptAgents(agents) };

    /// <summary>Events are announced beside the write and not before it.</summary>
    public static Wiring EventsBesideTheWrite { get; } = new() { Events = (world, flow, events) => new HastyEvents(world, flow, events) };

    /// <summary>What a receiver did not take is not attempted again.</summary>
    public static Wiring DeliveriesAreAttemptedOnce { get; } = new() { Events = (_, _, events) => new ImpatientEvents(events) };

    private abstract class Events(IEventsOut inner) : IEventsOut
    {
        public virtual Task Put(EventsOutMessage message, TimeSpan after, CancellationToken cancellation) => inner.Put(message, after, cancellation);

        public Task<int> PromoteDue(DateTimeOffset now, CancellationToken cancellation) => inner.PromoteDue(now, cancellation);

        public Task<IReadOnlyList<PoisonedEvent>> Poisoned(CancellationToken cancellation) => inner.Poisoned(cancellation);

        public Task Bury(PoisonedEvent poisoned, CancellationToken cancellation) => inner.Bury(poisoned, cancellation);
    }

    private sealed class HastyEvents(World world, Flow flow, IEventsOut inner) : Events(inner)
    {
        public override Task Put(EventsOutMessage message, TimeSpan after, CancellationToken cancellation)
        {
            if (message is not EventsOutMessage.News)
                return base.Put(message, after, cancellation);
            world.Timeline.In(TimeSpan.FromMilliseconds(50), flow.Worker, () => _ = Forget(base.Put(message, after, cancellation)));
            return Task.CompletedTask;
        }

        private static async Task Forget(Task put)
        {
            try
            {
                await put;
            }
            catch (StorageUnavailableException)
            {
                // Nobody waits for it.
            }
        }
    }

    private sealed class ImpatientEvents(IEventsOut inner) : Events(inner)
    {
        public override Task Put(EventsOutMessage message, TimeSpan after, CancellationToken cancellation) =>
            message is EventsOutMessage.Deliver { Seq: > 1 } ? Task.CompletedTask : base.Put(message, after, cancellation);
    }

    private abstract class Agents(IAgents inner) : IAgents
    {
        protected IAgents Inner => inner;

        public Task<IReadOnlyList<AgentState>> List(string account, CancellationToken cancellation) => inner.List(account, cancellation);

        public Task<AgentState?> Find(string account, string extension, CancellationToken cancellation) => inner.Find(account, extension, cancellation);

        public virtual Task<string?> Claim(string account, AgentState claimed, CancellationToken cancellation) => inner.Claim(account, claimed, cancellation);

        public virtual Task<bool> Free(string account, HeldAgent agent, DateTimeOffset? endedAt, CancellationToken cancellation) =>
            inner.Free(account, agent, endedAt, cancellation);

        public Task Pause(string account, string extension, bool paused, DateTimeOffset? until, CancellationToken cancellation) =>
            inner.Pause(account, extension, paused, until, cancellation);
    }

    private sealed class SharedAgents(IAgents inner) : Agents(inner)
    {
        public override async Task<string?> Claim(string account, AgentState claimed, CancellationToken cancellation) =>
            await Inner.Claim(account, claimed, cancellation)
            ?? await Inner.Claim(account, claimed with { ETag = (await Inner.Find(account, claimed.Extension, cancellation))?.ETag }, cancellation);
    }

    private sealed class KeptAgents(IAgents inner) : Agents(inner)
    {
        public override Task<bool> Free(string account, HeldAgent agent, DateTimeOffset? endedAt, CancellationToken cancellation) => Task.FromResult(true);
    }

    private abstract class Log(ICallLog inner) : ICallLog
    {
        protected ICallLog Inner => inner;

        public Task<StoredCall?> Find(string account, CallId id, CancellationToken cancellation) => inner.Find(account, id, cancellation);

        public Task<StoredCall?> FindAgain(StoredCall known, CancellationToken cancellation) => inner.FindAgain(known, cancellation);

        public virtual Task<StoredCall?> Insert(Call call, CancellationToken cancellation) => inner.Insert(call, cancellation);

        public virtual Task<StoredCall?> Replace(StoredCall read, Call changed, CancellationToken cancellation) => inner.Replace(read, changed, cancellation);

        public Task<CallPage> List(CallQuery query, CancellationToken cancellation) => inner.List(query, cancellation);

        public IAsyncEnumerable<OpenCall> Open(string account, DateOnly day, CancellationToken cancellation) => inner.Open(account, day, cancellation);

        public Task<AttemptId?> FindByProvider(string account, string line, string providerCallId, DateTimeOffset? soughtAt, CancellationToken cancellation) =>
            inner.FindByProvider(account, line, providerCallId, soughtAt, cancellation);
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
