using Click2Call.Calls;
using Click2Call.Lines;

namespace Click2Call.Storage.Calls;

/// <summary>An event that waits for its call, as a queue message.</summary>
internal sealed record LateEventMessage
{
    public required string Account { get; init; }

    public required string Line { get; init; }

    public string? Attempt { get; init; }

    public string? ProviderCallId { get; init; }

    public required int Tries { get; init; }

    public DateTimeOffset? SoughtAt { get; init; }

    public required IReadOnlyList<FactText> Facts { get; init; }

    public static LateEventMessage Of(LateEvent late) => new()
    {
        Account = late.Told.Account,
        Line = late.Told.Line,
        Attempt = late.Told.Attempt?.ToString(),
        ProviderCallId = late.Told.ProviderCallId,
        Tries = late.Tries,
        SoughtAt = late.SoughtAt,
        Facts = [.. late.Told.Facts.Select(FactText.Of)],
    };

    public LateEvent ToEvent()
    {
        var told = new LineEvent(Account, Line, [.. Facts.Select(fact => fact.ToFact())])
        {
            Attempt = AttemptId.TryParse(Attempt, out var id) ? id : null,
            ProviderCallId = ProviderCallId,
        };
        return new LateEvent(told, Tries) { SoughtAt = SoughtAt };
    }
}
