using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Http;

/// <summary>
/// What a dialect has to say of a placed order: yes, no, or later. A call of which nobody knows whether it rings is a
/// yes: an error would promise that nothing rings.
/// </summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>The call is on its way, was answered, or may be ringing.</summary>
    /// <param name="Answer">The call.</param>
    public sealed record Yes(CallAnswer Answer) : Verdict;

    /// <summary>It is over, or never began; nothing rings.</summary>
    /// <param name="Outcome">Why.</param>
    /// <param name="Reason">The rule, when one of ours refused it.</param>
    /// <param name="Detail">One sentence for the caller, if there is one.</param>
    /// <param name="Leg">The leg that it is about, if one.</param>
    /// <param name="Call">Its id, where the history has it.</param>
    public sealed record No(CallOutcome Outcome, RefusalReason? Reason, string? Detail, LegPosition? Leg, CallId? Call) : Verdict;

    /// <summary>Nothing was dialled because of this request, and nobody can say more now.</summary>
    /// <param name="RetryAfter">When to ask again.</param>
    /// <param name="SameIsUnderWay">The same request is being worked on; else storage or a secret could not be reached.</param>
    public sealed record Later(TimeSpan RetryAfter, bool SameIsUnderWay) : Verdict;

    /// <summary>The key of the request stands for another request.</summary>
    public sealed record KeyReused : Verdict;

    /// <summary>
    /// Reads the desk's result for dialects that answer the order to dial and not the call: what the phone system took
    /// is a yes with its id, also when it was over within the second. What became of it is in the history.
    /// </summary>
    public static Verdict OfDial(PlaceResult result) =>
        result is PlaceResult.Placed { Answer: { Call.Latest.Dial: DialResult.Accepted } answer } ? new Yes(answer) : Of(result);

    /// <summary>Reads the desk's result for dialects that answer with what became of the call: one that has ended unanswered is a no.</summary>
    public static Verdict Of(PlaceResult result) => result switch
    {
        PlaceResult.Placed { Answer: { Outcome: { } outcome } answer } when outcome is not (CallOutcome.Answered or CallOutcome.Unknown) =>
            new No(outcome, null, null, null, answer.Id),
        PlaceResult.Placed placed => new Yes(placed.Answer),
        PlaceResult.Refused { Refusal: var refusal } =>
            new No(refusal.Outcome, refusal.Reason, refusal.Detail, refusal.Leg, refusal.CallId),
        PlaceResult.Busy busy => new Later(busy.RetryAfter, SameIsUnderWay: true),
        PlaceResult.Unavailable unavailable => new Later(unavailable.RetryAfter, SameIsUnderWay: false),
        PlaceResult.KeyReused => new KeyReused(),
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };
}
