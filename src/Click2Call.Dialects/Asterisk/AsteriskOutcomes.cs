using System.Collections.Frozen;
using Click2Call.Calls;

namespace Click2Call.Dialects.Asterisk;

/// <summary>
/// How a phone's end reads in Asterisk's words (Dial's <c>DIALSTATUS</c> with the <c>HANGUPCAUSE</c> of Q.850, as measured
/// with Asterisk 22 against SIP phones) and how we say an end to Asterisk. docs/dialects/asterisk.md shows the same rows.
/// </summary>
public static class AsteriskOutcomes
{
    /// <summary>The words, and what they mean. A row without a cause is for all other causes of its status.</summary>
    public static IReadOnlyList<(string Status, int? Cause, EndCause Means)> Ends { get; } =
    [
        ("ANSWER", null, EndCause.HungUp),
        ("BUSY", null, EndCause.Busy),
        ("NOANSWER", 21, EndCause.Declined),
        ("NOANSWER", null, EndCause.NoAnswer),
        ("CANCEL", null, EndCause.Canceled),
        ("CONGESTION", null, EndCause.Failed),
        ("CHANUNAVAIL", 17, EndCause.Busy),
        ("CHANUNAVAIL", 18, EndCause.NoAnswer),
        ("CHANUNAVAIL", 19, EndCause.NoAnswer),
        ("CHANUNAVAIL", 20, EndCause.Offline),
        ("CHANUNAVAIL", 21, EndCause.Declined), // A 603 is not BUSY in Asterisk.
        ("CHANUNAVAIL", 34, EndCause.Failed),
        ("CHANUNAVAIL", 38, EndCause.Failed),
        ("CHANUNAVAIL", 41, EndCause.Failed),
        ("CHANUNAVAIL", 42, EndCause.Failed),
        ("CHANUNAVAIL", 44, EndCause.Failed),
        ("CHANUNAVAIL", 58, EndCause.Failed),
        ("CHANUNAVAIL", 66, EndCause.Failed), // No such technology: the line's options are wrong.
        ("CHANUNAVAIL", null, EndCause.Unreachable), // 1: no such number; 3: not registered, no such endpoint; 16: no such extension.
        ("DONTCALL", null, EndCause.Declined),
        ("TORTURE", null, EndCause.Declined),
        ("INVALIDARGS", null, EndCause.Failed),
    ];

    /// <summary>The Q.850 cause with which we would say each end.</summary>
    public static IReadOnlyList<(EndCause End, int Cause)> Causes { get; } =
    [
        (EndCause.HungUp, 16),
        (EndCause.Busy, 17),
        (EndCause.NoAnswer, 19),
        (EndCause.Declined, 21),
        (EndCause.Offline, 20),
        (EndCause.Unreachable, 1),
        (EndCause.Blocked, 55),
        (EndCause.Failed, 34),
        (EndCause.Canceled, 16),
    ];

    private static readonly FrozenDictionary<(string, int?), EndCause> Table = Ends.ToFrozenDictionary(row => (row.Status, row.Cause), row => row.Means);
    private static readonly FrozenDictionary<EndCause, int> Back = Causes.ToFrozenDictionary(row => row.End, row => row.Cause);

    /// <summary>What became of a phone.</summary>
    /// <param name="status">Dial's word; empty: it was hung up before it was dialled.</param>
    /// <param name="cause">The Q.850 cause; 0 when there is none.</param>
    /// <param name="rang">Whether the phone was heard of: it rang, or early media came.</param>
    /// <param name="answeredSip">Whether the phone said no with a SIP status of its own.</param>
    /// <param name="inside">Whether it is a phone of the house, from which silence means that it is dead: outside, trunks need not tell that it rings.</param>
    public static EndCause Of(string status, int cause, bool rang, bool answeredSip, bool inside)
    {
        if (status.Length == 0)
            return EndCause.Canceled;
        var means = Table.TryGetValue((status, cause), out var exact) ? exact
            : Table.TryGetValue((status, null), out var any) ? any
            : EndCause.Failed;
        return (means, rang) switch
        {
            // The line worked as far as that phone, however it ended: FreePBX says CONGESTION of each call that a trunk gave back.
            (EndCause.Failed, true) => EndCause.NoAnswer,
            (EndCause.NoAnswer, false) when inside && !answeredSip => EndCause.Offline,
            _ => means,
        };
    }

    /// <summary>The Q.850 cause for an end.</summary>
    public static int CauseOf(EndCause end) => Back[end];
}
