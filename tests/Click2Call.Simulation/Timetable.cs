using Click2Call.Accounts;
using Click2Call.Accounts.Hours;
using Click2Call.Orders;

namespace Click2Call.Simulation;

/// <summary>When calls may be placed in a run: the hours of its click-to-call and the night of its people, who are all in Israel.</summary>
internal sealed class Timetable
{
    public const string Door = "contact";
    private static readonly string[] Zones = ["Asia/Jerusalem", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati"];
    private static readonly TimeZoneInfo PeoplesZone = TimeZones.Find("Asia/Jerusalem");

    // From the last look at the clock to the phone system's receipt: 20 s to get ready, 10 s to send, 20 s on the way,
    // 7 s by which the worker's clock is behind; the other way round, only the clock.
    private static readonly TimeSpan LookToRing = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(7);

    private Timetable(OpeningHours? hours, TimeSpan spread) => (Hours, Spread) = (hours, spread);

    public OpeningHours? Hours { get; }

    public TimeSpan Spread { get; }

    /// <summary>Most runs are by day, some begin as the night does, some as it ends, some cross midnight: rows are kept by the day.</summary>
    public static DateTimeOffset DrawStart(Random random)
    {
        var day = new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
        return random.Next(12) switch
        {
            0 or 1 => day.AddHours(23).AddMinutes(random.Next(55, 60)),
            2 => day.AddHours(18).AddMinutes(random.Next(35, 60)),
            3 => day.AddHours(5).AddMinutes(random.Next(35, 60)),
            _ => day.AddHours(10),
        };
    }

    /// <summary>In some runs the door closes soon or opens soon, each day at the same times.</summary>
    public static Timetable Draw(Random random, DateTimeOffset start)
    {
        var spread = TimeSpan.FromMinutes(random.Next(0, 20));
        if (random.Next(3) > 0)
            return new Timetable(null, spread);
        var zone = Zones[random.Next(Zones.Length)];
        var now = (int)TimeZoneInfo.ConvertTime(start, TimeZones.Find(zone)).TimeOfDay.TotalMinutes;
        var closes = (now + random.Next(-20, 25) + 1440) % 1440;
        var opens = (closes + random.Next(10, 700)) % 1440;
        IReadOnlyList<OpenSpan> day = opens < closes
            ? [new(opens, closes)]
            : [.. new OpenSpan[] { new(0, closes), new(opens, 1440) }.Where(span => span.IsOne)];
        return new Timetable(new OpeningHours { TimeZone = zone, Week = [.. Enumerable.Repeat(day, 7)] }, spread);
    }

    public ClickToCall ClickToCall(int throttle) => new() { Id = Door, Name = "Contact", Extension = "101", Hours = Hours, Spread = Spread, Throttle = throttle };

    /// <summary>What a client wants to say of the time.</summary>
    public static CallOrder Ask(World world, CallOrder order)
    {
        var random = world.Random;
        if (order.Intent == CallIntent.Direct)
            return random.Next(8) > 0 ? order : order with { NotBefore = world.Timeline.Now + world.Between(0, 1800), ExpiresAt = null };
        order = order with
        {
            ClickToCall = Door,
            AskedForNow = random.Next(3) > 0,
            MaxAge = random.Next(3) == 0 ? TimeSpan.FromMinutes(random.Next(5, 200)) : null,
        };
        if (random.Next(4) > 0)
            return order;
        var at = world.Timeline.Now + (random.Next(2) == 0 ? world.Between(0, 1200) : world.Between(0, 100_000));
        return order with { AskedForNow = false, AskedFor = at, NotBefore = at, ExpiresAt = null };
    }

    /// <summary>The phone system got an order.</summary>
    /// <param name="call">The call.</param>
    /// <param name="hurried">Whether its person asked later to be called now: then the morning that it waited for counts no more, though a time that they asked for does.</param>
    public void Placed(PbxCall call, bool hurried)
    {
        var (order, now) = (call.Order, call.PlacedAt);
        if (order.NotBefore > now + Skew + Skew && (order.AskedFor is not null || !hurried))
            throw new Violation($"{call.Attempt} rings before {order.NotBefore:O}, the time that was asked for.");
        if (order.Intent == CallIntent.Lead && Hours is not null && !(Hours.NextOpening(now - LookToRing) <= now + Skew))
            throw new Violation($"{call.Attempt} rings at {now:O}, outside the hours.");
    }

    /// <summary>A visitor's phone begins to ring.</summary>
    /// <param name="call">The call.</param>
    /// <param name="now">The time.</param>
    /// <param name="firstRound">Whether nothing has come of it before.</param>
    /// <param name="committedAt">When it was written down: its id may be of an earlier request, which came to nothing.</param>
    /// <param name="askedAgain">Tells when its person asked again to be called now.</param>
    public static void Rings(PbxCall call, DateTimeOffset now, bool firstRound, DateTimeOffset committedAt, Func<DateTimeOffset?> askedAgain)
    {
        var local = TimeZoneInfo.ConvertTime(now, PeoplesZone).TimeOfDay;
        if (local < TimeSpan.FromHours(21) && local + Skew >= TimeSpan.FromHours(8))
            return;
        var order = call.Order;
        var asked = order.AskedForNow || (order.Intent == CallIntent.Direct && order.NotBefore is null);

        if ((!asked || !firstRound || now > committedAt + NowToRing(order)) && !(now <= askedAgain() + NowToRing(order)))
            throw new Violation($"{call.Attempt} rings somebody's phone at {local}, and they did not ask for it.");
    }

    // "Now" lasts ten minutes, and then their phone rings within the agent's ring time.
    private static TimeSpan NowToRing(CallOrder order) => TimeSpan.FromMinutes(10) + LookToRing + order.First.RingTime + Skew + Skew;
}
