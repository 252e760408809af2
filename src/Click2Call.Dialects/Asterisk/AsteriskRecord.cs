using System.Globalization;
using Click2Call.Calls;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Asterisk;

/// <summary>
/// What the dialplan knows of an attempt, from its last event or from AstDB: <c>p</c> when it was placed, <c>k</c> the kind,
/// <c>r</c> the legs' roles; for each leg <c>s</c> Dial's status, <c>c</c> cause, <c>t</c> SIP status, <c>b</c> begin,
/// <c>g</c> and <c>h</c> ms until it rang or gave early media, <c>a</c> answered, <c>e</c> end; <c>y1</c> 1 asked for
/// the accept key, 2 accepted; <c>f1</c> a flash call's answer; <c>d</c> the keys pressed during a message; <c>w2</c> ms talked;
/// <c>rec</c> recorded.
/// </summary>
/// <param name="fields">The fields.</param>
/// <param name="shift">What is added to Asterisk's times, when its clock is not ours.</param>
internal sealed class AsteriskRecord(IReadOnlyDictionary<string, string> fields, TimeSpan shift)
{
    /// <summary>Clocks that are apart by no more than this are taken for one.</summary>
    private static readonly TimeSpan SameClock = TimeSpan.FromSeconds(5);

    /// <summary>The attempt came to the dialplan.</summary>
    public bool Placed => Time("p") is not null;

    /// <summary>When, by our clock.</summary>
    public DateTimeOffset? PlacedAt => Time("p");

    /// <summary>The first phone's end is written, and with it the attempt's.</summary>
    public bool Over => Time("e1") is not null;

    private bool IsBridge => Text("k") is "bridge" or "";

    /// <summary>Everything that it tells of an attempt that is over.</summary>
    /// <param name="at">The time of facts whose time is missing.</param>
    /// <param name="recording">Where a recording would be.</param>
    public List<Fact> Facts(DateTimeOffset at, Uri? recording)
    {
        List<Fact> facts = [];
        var end = Time("e1") ?? at;
        if (After("b1", "g1") is { } rang)
            facts.Add(new Fact.LegRinging(LegPosition.First, rang));
        var declined = Text("y1") == "1";
        // Picked up, and of a bridge never handed on: it was canceled while the accept key was asked for.
        var canceled = !declined && IsBridge && Text("s1") == "ANSWER" && Time("a1") is null;
        var answered = declined || canceled ? null : Time("a1") ?? Time("f1") ?? (Text("s1") == "ANSWER" ? end : null);
        if (answered is { } picked)
            facts.Add(new Fact.LegAnswered(LegPosition.First, picked));
        facts.Add(new Fact.LegEnded(LegPosition.First, declined ? EndCause.Declined : canceled ? EndCause.Canceled : answered is null ? End("1") : EndCause.HungUp, end));
        if (Text("d") is { Length: > 0 } pressed && answered is not null)
            facts.Add(new Fact.KeysPressed(pressed, Time("e2") ?? end));
        // Of a message: whom a key connected with.
        if ((IsBridge || Text("k") == "message") && answered is not null && Text("s2").Length > 0)
            Second(facts, Time("e2") ?? end);
        var talked = Talked(answered, end);
        facts.Add(new Fact.Recorded(talked, talked is not null && Text("rec") == "1" ? recording : null, Disposition(), end));
        return facts;
    }

    /// <summary>What an attempt came to, read as the history reads it.</summary>
    public CallOutcome Outcome(AttemptId id)
    {
        var at = Time("p") ?? id.Call.CreatedAt;
        var attempt = new Attempt { Number = id.Number, Line = "", StartedAt = at, DialUntil = at };
        var roles = Text("r");
        return new Call
        {
            Id = id.Call,
            Order = new()
            {
                Account = "",
                Front = "",
                Intent = CallIntent.Direct,
                Kind = IsBridge ? CallKind.Bridge : CallKind.Message,
                First = Leg(roles is ['t', ..] ? LegRole.Target : LegRole.Agent),
                Second = IsBridge ? Leg(roles is [_, 'a', ..] ? LegRole.Agent : LegRole.Target) : null,
            },
            Line = "",
            Seq = 1,
            WakeAt = at,
            Attempts = [attempt],
        }.Apply(Facts(at, null).Select(fact => fact is Fact.OfAttempt of ? of with { Attempt = id.Number } : fact)).Outcome ?? CallOutcome.Unknown;
    }

    /// <summary>What an attempt came to that was under way when Asterisk died: whoever had not answered by then, did not.</summary>
    public CallOutcome OutcomeAtCrash()
    {
        if (Time("a2") is not null || (!IsBridge && Time("a1") is not null))
            return CallOutcome.Answered;
        var rang = Time("a1") is null ? Text("r").FirstOrDefault() : Text("r").Skip(1).FirstOrDefault();
        return rang == 't' ? CallOutcome.TargetNoAnswer : CallOutcome.AgentNoAnswer;
    }

    /// <summary>
    /// What it tells of such an attempt besides: who had answered, and when. A talk that was cut off ended when Asterisk began
    /// again, at the latest; the record of the second phone's answer is all that is left of it, for its call detail record died too.
    /// </summary>
    /// <param name="restarted">When Asterisk began again, by our clock.</param>
    public List<Fact> FactsAtCrash(DateTimeOffset restarted)
    {
        List<Fact> facts = [];
        if (Time("a1") is { } first)
            facts.Add(new Fact.LegAnswered(LegPosition.First, first));
        if (Time("a2") is { } second)
            facts.Add(new Fact.LegAnswered(LegPosition.Second, second));
        if (OutcomeAtCrash() != CallOutcome.Answered)
            return facts;
        facts.AddRange([.. facts.OfType<Fact.LegAnswered>().Select(answered => new Fact.LegEnded(answered.Leg, EndCause.Failed, restarted))]);
        facts.Add(new Fact.Recorded(null, null, "CUT OFF BY A RESTART", restarted));
        return facts;
    }

    private void Second(List<Fact> facts, DateTimeOffset end)
    {
        if (After("b2", "g2") is { } rang)
            facts.Add(new Fact.LegRinging(LegPosition.Second, rang));
        if (Time("a2") is { } answered)
            facts.Add(new Fact.LegAnswered(LegPosition.Second, answered));
        facts.Add(new Fact.LegEnded(LegPosition.Second, End("2"), end));
    }

    private EndCause End(string leg) => AsteriskOutcomes.Of(
        Text("s" + leg),
        int.TryParse(Text("c" + leg), NumberStyles.None, CultureInfo.InvariantCulture, out var cause) ? cause : 0,
        Text("g" + leg).Length > 0 || Text("h" + leg).Length > 0,
        Text("t" + leg).Length > 0,
        leg == "1" ? Text("r") is ['a', ..] : Text("r") is [_, 'a', ..]);

    private TimeSpan? Talked(DateTimeOffset? first, DateTimeOffset end)
    {
        if (!IsBridge)
            return first is { } from && end > from ? end - from : first is null ? null : TimeSpan.Zero;
        return Time("a2") is not { } answered ? null
            : long.TryParse(Text("w2"), NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms < 100_000_000 ? TimeSpan.FromMilliseconds(ms)
            : (Time("e2") ?? end) - answered;
    }

    private string? Disposition()
    {
        string[] words = [Text("y1") == "1" ? "NOT ACCEPTED" : Text("s1"), Text("s2"), Text(Text("s2").Length > 0 ? "t2" : "t1")];
        var text = string.Join(", ", words.Where(word => word.Length > 0));
        return text.Length == 0 ? null : text;
    }

    private string Text(string name) => fields.GetValueOrDefault(name, "");

    private DateTimeOffset? Time(string name) => ReadTime(Text(name)) + shift;

    /// <summary>What to add to Asterisk's times.</summary>
    /// <param name="ours">A moment by our clock.</param>
    /// <param name="theirs">The same by Asterisk's.</param>
    public static TimeSpan ShiftOf(DateTimeOffset ours, DateTimeOffset theirs) =>
        (ours - theirs).Duration() <= SameClock ? TimeSpan.Zero : ours - theirs;

    /// <summary>Seconds since 1970 with a fraction.</summary>
    public static DateTimeOffset? ReadTime(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 100_000_000_000
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
            : null;

    private DateTimeOffset? After(string begin, string ms) =>
        Time(begin) is { } from && long.TryParse(Text(ms), NumberStyles.None, CultureInfo.InvariantCulture, out var later) && later < 100_000_000
            ? from + TimeSpan.FromMilliseconds(later)
            : null;

    private static Leg Leg(LegRole role) => new(role, new ExtensionDestination("0"));
}
