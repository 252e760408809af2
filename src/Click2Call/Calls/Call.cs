using System.Collections.Immutable;
using Click2Call.Accounts;
using Click2Call.Events;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Calls;

/// <summary>
/// A call: what was ordered, the attempts, and the facts that were seen. Its state is derived, see
/// <see cref="State"/>; nobody sets it.
/// </summary>
/// <remarks>
/// <see cref="Apply(Fact)"/> is pure, idempotent, and gives the same facts in any order, so a webhook that comes twice, late
/// or before the reply that it belongs to does no harm. Once a call is <see cref="CallState.Ended"/> it stays so:
/// later facts refine the record, never reopen it.
/// </remarks>
public sealed record Call
{
    /// <summary>How many attempts stay in the row; older ones go to rows of their own.</summary>
    public const int KeptAttempts = 20;

    /// <summary>How many leads that joined it are kept.</summary>
    public const int MostJoined = 5;

    /// <summary>How long a call may wait to be placed when nobody says otherwise.</summary>
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(24);

    /// <summary>Its id.</summary>
    public required CallId Id { get; init; }

    /// <summary>What was asked for.</summary>
    public required CallOrder Order { get; init; }

    /// <summary>The line it goes over.</summary>
    public required string Line { get; init; }

    /// <summary>The number of the alarm that counts; alarms with a lower one are stale.</summary>
    public required int Seq { get; init; }

    /// <summary>When the alarm has to look at it next.</summary>
    public required DateTimeOffset WakeAt { get; init; }

    /// <summary>The attempts, oldest first; at most <see cref="KeptAttempts"/>.</summary>
    public ImmutableArray<Attempt> Attempts { get; init; } = [];

    /// <summary>Rounds over the agents that nobody of them took; one is counted when the next attempt begins.</summary>
    public int NoAgentTries { get; init; }

    /// <summary>Tries in which the target did not answer, counted likewise.</summary>
    public int NoTargetTries { get; init; }

    /// <summary>Tries in a row in which the line was down; reset by any that it took.</summary>
    public int LineDownTries { get; init; }

    /// <summary>Until when its next try was put off, because it was due at a time at which nobody may be called.</summary>
    public DateTimeOffset? PutOffUntil { get; init; }

    /// <summary>When the person asked last to be called now, while it was waiting.</summary>
    public DateTimeOffset? HurriedAt { get; init; }

    /// <summary>Until when it may wait, having been put off.</summary>
    public DateTimeOffset? LastsUntil { get; init; }

    /// <summary>How far it has come in its hunt group; absent: it rings no group, or nobody yet.</summary>
    public HuntRound? Hunt { get; init; }

    /// <summary>The agents that the latest attempt holds, so that no other call rings them.</summary>
    public IReadOnlyList<HeldAgent>? Held { get; init; }

    /// <summary>When somebody asked to cancel it.</summary>
    public DateTimeOffset? CancelRequestedAt { get; init; }

    /// <summary>How a rule of ours closed it.</summary>
    public CallOutcome? ClosedAs { get; init; }

    /// <summary>Why, in words for the operator.</summary>
    public string? Note { get; init; }

    /// <summary>When it was over; set with the fact that ended it, and never unset.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How long the legs were bridged, by the phone system's record.</summary>
    public TimeSpan? Talked { get; init; }

    /// <summary>Where the recording is.</summary>
    public Uri? Recording { get; init; }

    /// <summary>The phone system's own word for how it ended.</summary>
    public string? Disposition { get; init; }

    /// <summary>The events that listeners were told of, oldest first; the newest 60. Empty where nobody listens.</summary>
    public ImmutableArray<ToldEvent> Told { get; init; } = [];

    /// <summary>What the same person told when they asked again, in the order in which it came; the first five.</summary>
    public ImmutableArray<JoinedLead> JoinedLeads { get; init; } = [];

    /// <summary>The records that the person is in in CRMs: of the lead, and of those that joined it.</summary>
    public IEnumerable<CrmRecord> Records => new[] { Order.Lead?.Record }.Concat(JoinedLeads.Select(joined => joined.Lead.Record)).OfType<CrmRecord>();

    /// <summary>The account's id.</summary>
    public string Account => Order.Account;

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedAt => Id.CreatedAt;

    /// <summary>It is not dialled from then on.</summary>
    public DateTimeOffset ExpiresAt => Order.ExpiresAt ?? Later(LastsUntil, Lifetime(Order, CreatedAt));

    /// <summary>The latest attempt.</summary>
    public Attempt? Latest => Attempts.IsDefaultOrEmpty ? null : Attempts[^1];

    /// <summary>Where it is.</summary>
    public CallState State => CallProgress.StateOf(this);

    /// <summary>Why it ended; absent while it has not.</summary>
    public CallOutcome? Outcome => State == CallState.Ended ? CallProgress.OutcomeOf(this) : null;

    /// <summary>The leg that rings, in <see cref="CallState.Ringing"/>.</summary>
    public LegPosition? RingingLeg => State == CallState.Ringing ? CallProgress.RingingLegOf(this) : null;

    /// <summary>When the next try is due, in <see cref="CallState.Scheduled"/>.</summary>
    public DateTimeOffset? NextTryAt => State == CallState.Scheduled ? CallProgress.NextTryOf(this) : null;

    /// <summary>The line's answer to the latest attempt was lost, and nothing has told since.</summary>
    public bool Uncertain => Latest is { Dial: DialResult.Uncertain, Undecided: true } && State != CallState.Ended;

    /// <summary>
    /// When a call in <see cref="CallState.Scheduled"/> is to be looked at: at its next try; at once if that comes after it has
    /// expired, for nobody must wait for, or join, a call that is not dialled any more.
    /// </summary>
    internal DateTimeOffset DueAt(DateTimeOffset now) => NextTryAt is { } next && next < ExpiresAt ? next : now;

    /// <summary>Between two agents of its group: the next one is rung at once.</summary>
    public bool Hunting => State == CallState.Scheduled && CallProgress.HuntsOn(this);

    /// <summary>Whether a dial is under way of which nobody knows the answer yet.</summary>
    public bool DialUnderWay => Latest is { Dial: null, Undecided: true } && State != CallState.Ended;

    /// <summary>Every attempt that there was is known, and surely rang nobody.</summary>
    internal bool SurelyNeverRang =>
        Attempts is [{ Number: 1 }, ..]
        && Attempts.All(attempt => !attempt.First.Seen && !attempt.Second.Seen && (attempt.Dial is DialResult.Refused || attempt.Found is LookUp.NeverPlaced));

    /// <summary>An attempt that we had given up proves answered: whatever came after it is one call too many.</summary>
    internal bool OlderTalked => Attempts.Any(attempt => attempt.Number != Latest!.Number && CallProgress.Talked(this, attempt));

    /// <summary>Adds what is new in a fact.</summary>
    public Call Apply(Fact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return Apply([fact]);
    }

    /// <summary>
    /// Adds what is new in facts that are known at once: what some of them alone would end goes on if others say so, in
    /// whatever order they are told.
    /// </summary>
    public Call Apply(IEnumerable<Fact> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var call = this;
        DateTimeOffset? ended = null;
        foreach (var fact in facts)
        {
            call = call.Add(fact);
            ended = call.State == CallState.Ended ? ended ?? fact.At : null;
        }

        return call.EndedAt is null && ended is not null ? call with { EndedAt = ended } : call;
    }

    /// <summary>Whether it waits, and nothing but the time between two tries keeps it from being called: not the hours, not the night where the person is, not the time for which they asked.</summary>
    /// <param name="account">Its account.</param>
    /// <param name="now">The time.</param>
    public bool MayBeTakenOver(Account account, DateTimeOffset now) =>
        State == CallState.Scheduled && !(Order.NotBefore > now) && CallingTimes.PutOff(this, account, now, now) is null;

    /// <summary>Claims the next attempt. What the last one failed of is counted, so that the schedule goes on.</summary>
    public Call Begin(Attempt attempt, int seq, DateTimeOffset wakeAt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var counted = CallProgress.CountLatest(this);
        var kept = Attempts.Length < KeptAttempts ? Attempts : Attempts.RemoveAt(0);
        return counted with { Attempts = [.. kept.Select(old => old.Shortened()), attempt], Seq = seq, WakeAt = wakeAt };
    }

    /// <summary>Words from outside, cut to what a row can bear: 400 characters.</summary>
    internal static string? Short(string? words) => words is { Length: > 400 } ? words[..399] + "…" : words;

    /// <summary>Until when an order may wait, counted from when it was asked for or may first be placed.</summary>
    internal static DateTimeOffset Lifetime(CallOrder order, DateTimeOffset asked) => Later(order.NotBefore, asked) + (order.MaxAge ?? DefaultLifetime);

    internal static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;

    private Call Add(Fact fact) => fact switch
    {
        Fact.OfAttempt of => ApplyToAttempt(of).HoldingWhoAnswered(),
        Fact.Joined joined => Join(joined.Lead),
        Fact.CancelRequested cancel => this with { CancelRequestedAt = CancelRequestedAt ?? cancel.At },
        Fact.TakenOver taken when State == CallState.Scheduled => this with { ClosedAs = CallOutcome.Canceled, Note = taken.Note },
        Fact.Hurried hurried when State == CallState.Scheduled => this with { HurriedAt = Later(HurriedAt, hurried.At), PutOffUntil = null, NoAgentTries = 0, NoTargetTries = 0 },
        Fact.Closed closed when ClosedAs is null => this with { ClosedAs = closed.Outcome, Note = Note ?? Short(closed.Note) },
        Fact.PutOff put => this with { PutOffUntil = Later(PutOffUntil, put.Until), LastsUntil = Later(LastsUntil, put.LastsUntil) },
        Fact.Recorded recorded => this with
        {
            Talked = Talked ?? recorded.Talked,
            Recording = Recording ?? recorded.Recording,
            Disposition = Disposition ?? Short(recorded.Disposition),
        },
        _ => this,
    };

    // Of those who rang together one talks; the others are free for the next caller.
    private Call HoldingWhoAnswered() =>
        Held is { Count: > 1 } && Latest?.AnsweredBy is { } by && Held.Any(agent => agent.Extension == by)
            ? this with { Held = [.. Held.Where(agent => agent.Extension == by)] }
            : this;

    private Call Join(JoinedLead joined) => JoinedLeads.Length == MostJoined || JoinedLeads.Any(joined.SaysTheSame)
        ? this
        : this with { JoinedLeads = [.. JoinedLeads.Add(joined).OrderBy(lead => lead.At)] };

    private Call ApplyToAttempt(Fact.OfAttempt fact)
    {
        for (var i = Attempts.Length - 1; i >= 0; i--)
        {
            if (Attempts[i].Number != fact.Attempt)
                continue;

            // Two lists of the same attempts are not equal: what changes nothing must give this very call.
            var changed = Attempts[i].Apply(fact);
            return changed == Attempts[i] ? this : this with { Attempts = Attempts.SetItem(i, changed) };
        }

        return this;
    }
}
