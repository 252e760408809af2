using System.Globalization;
using Click2Call.Calls;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Simulation;

/// <summary>Those who ask for calls: impatient, repeating themselves, sometimes two about one person, sometimes changing their mind.</summary>
internal sealed class Clients
{
    private static readonly PhoneDestination[] People =
        [new(PhoneNumber.Parse("+972502345678")), new(PhoneNumber.Parse("+972502345679"))];

    private readonly World _world;
    private readonly CallOrder _order;
    private readonly string _name;
    private int _posts;
    private bool _settled;

    private Clients(World world, int number)
    {
        _world = world;
        _order = Draw(world, number);
        _name = string.Create(CultureInfo.InvariantCulture, $"client {number}");
        world.Trace?.Add($"{_name}: {_order.Intent}, key {_order.Key?.Value ?? "none"}, {_order.AnswerWhen}, {_order.OnLineDown}, {_order.WhenUncertain}, {_order.LegOf(LegRole.Target)!.Destination}");
    }

    public static void Begin(World world)
    {
        var requests = world.Random.Next(1, 5);
        for (var number = 1; number <= requests; number++)
        {
            var client = new Clients(world, number);
            world.Timeline.In(world.Between(0, world.Random.Next(2) == 0 ? 3 : 90), null, client.Post);
            if (world.Random.Next(3) == 0)
                world.Timeline.In(world.Between(0, 8), null, client.Post);

            // Some senders repeat themselves long after: their reservation is older than the horizon of commits.
            if (world.Random.Next(8) == 0)
                world.Timeline.In(world.Between(500, 1200), null, client.Post);
            if (world.Random.Next(4) == 0)
                world.Timeline.In(world.Between(0, world.Random.Next(2) == 0 ? 10 : 200), null, () => Cancel(world));
        }
    }

    /// <summary>Somebody takes a break, or comes back from one.</summary>
    public static void BeginPauses(World world)
    {
        if (world.Group is not { } group || world.Random.Next(3) > 0)
            return;
        for (var pauses = world.Random.Next(1, 4); pauses > 0; pauses--)
        {
            var (agent, paused) = (group.Members[world.Random.Next(group.Members.Count)].Extension, world.Random.Next(3) > 0);
            world.Timeline.In(world.Between(0, 200), null, () =>
            {
                if (world.AnyWorker() is not { } worker)
                    return;
                world.Begin(worker, $"{(paused ? "pause" : "unpause")} {agent}", async flow =>
                {
                    try
                    {
                        await world.AgentsOf(flow).Pause(World.Account, agent, paused, null, default);
                    }
                    catch (StorageUnavailableException)
                    {
                        // Whoever asked sees that it did not work.
                    }
                });
            });
        }
    }

    private static CallOrder Draw(World world, int number)
    {
        var random = world.Random;
        var lead = random.Next(3) > 0;
        Destination agent = world.Group is { } group && random.Next(3) > 0
            ? new GroupDestination(group.Id)
            : new ExtensionDestination(random.Next(2) == 0 ? "101" : "102");
        return Timetable.Ask(world, new CallOrder
        {
            Account = World.Account,
            Front = lead ? "lead-form" : "calls",
            Intent = lead ? CallIntent.Lead : CallIntent.Direct,
            First = new Leg(LegRole.Agent, agent) { RingTime = TimeSpan.FromSeconds(20) },
            Second = new Leg(LegRole.Target, People[random.Next(People.Length)]) { RingTime = TimeSpan.FromSeconds(25) },
            MaxDuration = TimeSpan.FromMinutes(random.Next(1, 8)),
            AnswerWhen = random.Next(6) switch { 0 => AnswerWhen.Recorded, 1 => AnswerWhen.FirstLegDecided, 2 => AnswerWhen.RecordedFirst, _ => AnswerWhen.Dialed },
            OnLineDown = lead || random.Next(4) == 0 ? LineDownRule.Queue : LineDownRule.Fail,
            Retry = lead || random.Next(6) == 0 ? RetrySchedule.ForLeads : RetrySchedule.None,
            WhenUncertain = world.Profile.CanTell && random.Next(5) == 0 ? UncertainRule.Redial : UncertainRule.Leave,
            ExpiresAt = random.Next(3) == 0 ? null : world.Timeline.Now + TimeSpan.FromMinutes(random.Next(5, 40)),
            Variables = agent is GroupDestination ? [PbxCall.OfGroup] : [],
            Key = random.Next(4) == 0 ? null : new OrderKey(lead ? "form" : "api", string.Create(CultureInfo.InvariantCulture, $"key-{number}"), $"print-{number}"),
        });
    }

    private static void Cancel(World world)
    {
        CallId[] open = [.. world.Judge.OpenCalls];
        if (open.Length == 0 || world.AnyWorker() is not { } worker)
            return;
        var id = open[world.Random.Next(open.Length)];
        var taker = world.Random.Next(3) switch { 0 => "Ann", 1 => "Ben", _ => null };
        world.Begin(worker, $"cancel {(world.Trace is null ? "" : id)}", async (centre, _) =>
        {
            if (taker is null)
            {
                var canceled = await centre.Desk.HangUp(new HangUpOrder(World.Account, id));
                world.Trace?.Add($"{world.Stamp} cancel {id}: {canceled}");
                if (canceled == HangUpResult.Done)
                    world.Judge.CanceledForGood(id);
                return;
            }

            var taken = await centre.Desk.TakeOver(World.Account, id, taker);
            world.Trace?.Add($"{world.Stamp} {taker} takes {id} over: {taken}");
            if (taken == TakeOverResult.Taken)
                world.Judge.TakenOver(id, taker);
        });
    }

    private void Post()
    {
        if (_posts++ > 12)
            return;
        if (_world.AnyWorker() is not { } worker)
        {
            _world.Timeline.In(_world.Between(0.5, 2), null, Post);
            return;
        }

        var answered = false;
        _world.Posts++;
        _world.Timeline.In(TimeSpan.Zero, worker, () => _world.Begin(
            worker,
            $"{_name} post {_posts}",
            async (centre, flow) =>
            {
                _world.Judge.Asks(_order);
                var result = await centre.Desk.Place(_order);
                foreach (var held in flow.HeldBack)
                    await held();
                _world.Judge.Answered(flow, result);
                answered = true;
                Take(result);
                if (result is PlaceResult.Placed placed)
                    await centre.Alarm.Begin(placed.Answer.Call);
            },
            cut: () => Later(0.1, 3)));

        // Impatient: asks again although the first may still be at work.
        _world.Timeline.In(_world.Between(4, 40), null, () =>
        {
            if (!answered && !_settled)
                Post();
        });
    }

    private void Take(PlaceResult result)
    {
        switch (result)
        {
            case PlaceResult.Busy busy:
                Later(busy.RetryAfter.TotalSeconds, busy.RetryAfter.TotalSeconds + 5);
                break;
            case PlaceResult.Unavailable unavailable when _world.Random.Next(3) > 0:
                Later(unavailable.RetryAfter.TotalSeconds, unavailable.RetryAfter.TotalSeconds + 5);
                break;
            default:
                _settled = true;
                break;
        }
    }

    private void Later(double from, double to)
    {
        if (!_settled)
            _world.Timeline.In(_world.Between(from, to), null, Post);
    }
}
