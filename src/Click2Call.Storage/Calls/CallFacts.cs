using System.Collections.Immutable;
using Click2Call.Calls;
using Click2Call.Events;
using Click2Call.Orders;

namespace Click2Call.Storage.Calls;

/// <summary>The part of a call that changes, as one property of its row.</summary>
internal sealed record CallFacts
{
    public string Line { get; set; } = "";

    public ImmutableArray<Attempt> Attempts { get; set; } = [];

    public int NoAgentTries { get; set; }

    public int NoTargetTries { get; set; }

    public int LineDownTries { get; set; }

    public DateTimeOffset? PutOffUntil { get; set; }

    public DateTimeOffset? HurriedAt { get; set; }

    public DateTimeOffset? LastsUntil { get; set; }

    public HuntRound? Hunt { get; set; }

    public IReadOnlyList<HeldAgent>? Held { get; set; }

    public DateTimeOffset? CancelRequestedAt { get; set; }

    public CallOutcome? ClosedAs { get; set; }

    public string? Note { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public TimeSpan? Talked { get; set; }

    public Uri? Recording { get; set; }

    public string? Disposition { get; set; }

    public ImmutableArray<ToldEvent>? Told { get; set; }

    public static CallFacts Of(Call call) => new()
    {
        Line = call.Line,
        Attempts = call.Attempts,
        NoAgentTries = call.NoAgentTries,
        NoTargetTries = call.NoTargetTries,
        LineDownTries = call.LineDownTries,
        PutOffUntil = call.PutOffUntil,
        HurriedAt = call.HurriedAt,
        LastsUntil = call.LastsUntil,
        Hunt = call.Hunt,
        Held = call.Held,
        CancelRequestedAt = call.CancelRequestedAt,
        ClosedAs = call.ClosedAs,
        Note = call.Note,
        EndedAt = call.EndedAt,
        Talked = call.Talked,
        Recording = call.Recording,
        Disposition = call.Disposition,
        Told = call.Told.IsDefaultOrEmpty ? null : call.Told,
    };

    public Call ToCall(CallId id, CallOrder order, int seq, DateTimeOffset wakeAt) => new()
    {
        Id = id,
        Order = order,
        Line = Line,
        Seq = seq,
        WakeAt = wakeAt,
        Attempts = Attempts.IsDefault ? [] : Attempts,
        NoAgentTries = NoAgentTries,
        NoTargetTries = NoTargetTries,
        LineDownTries = LineDownTries,
        PutOffUntil = PutOffUntil,
        HurriedAt = HurriedAt,
        LastsUntil = LastsUntil,
        Hunt = Hunt,
        Held = Held,
        CancelRequestedAt = CancelRequestedAt,
        ClosedAs = ClosedAs,
        Note = Note,
        EndedAt = EndedAt,
        Talked = Talked,
        Recording = Recording,
        Disposition = Disposition,
        Told = Told ?? [],
    };
}
