using System.Collections.Immutable;
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

    /// <summary>Tries that failed for lack of an agent and are no longer in <see cref="Attempts"/>, or are.</summary>
    public int NoAgentTries { get; init; }

    /// <summary>Tries in which the target did not answer.</summary>
    public int NoTargetTries { get; init; }

    /// <summary>Tries in a row in which the line was down; reset by any that it took.</summary>
    public int LineDownTries { get; init; }

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

    /// <summary>The account's id.</summary>
    public string Account => Order.Account;

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedAt => Id.CreatedAt;

    /// <summary>It is not dialled from then on.</summary>
    public DateTimeOffset ExpiresAt => Order.ExpiresAt ?? Lifetime(Order.NotBefore, CreatedAt);

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
        var next = fact switch
        {
            Fact.OfAttempt of => ApplyToAttempt(of),
            Fact.CancelRequested cancel => this with { CancelRequestedAt = CancelRequestedAt ?? cancel.At },
            Fact.Closed closed when ClosedAs is null => this with { ClosedAs = closed.Outcome, Note = Note ?? Short(closed.Note) },
            Fact.Recorded recorded => this with
            {
                Talked = Talked ?? recorded.Talked,
                Recording = Recording ?? recorded.Recording,
                Disposition = Disposition ?? Short(recorded.Disposition),
            },
            _ => this,
        };
        return next.EndedAt is null && next.State == CallState.Ended ? next with { EndedAt = fact.At } : next;
    }

    /// <summary>Adds several facts.</summary>
    public Call Apply(IEnumerable<Fact> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.Aggregate(this, (call, fact) => call.Apply(fact));
    }

    /// <summary>Claims the next attempt. What the last one failed of is counted, so that the schedule goes on.</summary>
    public Call Begin(Attempt attempt, int seq, DateTimeOffset wakeAt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var counted = CallProgress.CountLatest(this);
        var kept = Attempts.Length < KeptAttempts ? Attempts : Attempts.RemoveAt(0);
        return counted with { Attempts = kept.Add(attempt), Seq = seq, WakeAt = wakeAt };
    }

    /// <summary>Words from outside, cut to what a row can bear: 400 characters.</summary>
    internal static string? Short(string? words) => words is { Length: > 400 } ? words[..399] + "…" : words;

    /// <summary>A day from when it was asked for, or from the time that was asked for.</summary>
    internal static DateTimeOffset Lifetime(DateTimeOffset? notBefore, DateTimeOffset asked) =>
        (notBefore > asked ? notBefore.Value : asked) + DefaultLifetime;

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
