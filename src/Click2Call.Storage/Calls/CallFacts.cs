using System.Collections.Immutable;
using Click2Call.Calls;
using Click2Call.Events;
using Click2Call.Orders;

namespace Click2Call.Storage.Calls;

/// <summary>The part of a call that changes, as one property of its row.</summary>
internal sealed record CallFacts
{
    public required string Line { get; init; }

    public ImmutableArray<Attempt> Attempts { get; init; } = [];

    public int NoAgentTries { get; init; }

    public int NoTargetTries { get; init; }

    public int LineDownTries { get; init; }

    public DateTimeOffset? PutOffUntil { get; init; }

    public DateTimeOffset? HurriedAt { get; init; }

    public DateTimeOffset? LastsUntil { get; init; }

    public HuntRound? Hunt { get; init; }

    public IReadOnlyList<HeldAgent>? Held { get; init; }

    public DateTimeOffset? CancelRequestedAt { get; init; }

    public CallOutcome? ClosedAs { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public TimeSpan? Talked { get; init; }

    public Uri? Recording { get; init; }

    public string? Disposition { get; init; }

    public ImmutableArray<ToldEvent>? Told { get; init; }

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
