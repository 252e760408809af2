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

    public required IReadOnlyList<FactText> Facts { get; init; }

    public static LateEventMessage Of(LineEvent told, int tries) => new()
    {
        Account = told.Account,
        Line = told.Line,
        Attempt = told.Attempt?.ToString(),
        ProviderCallId = told.ProviderCallId,
        Tries = tries,
        Facts = [.. told.Facts.Select(FactText.Of)],
    };

    public LineEvent ToEvent() => new(Account, Line, [.. Facts.Select(fact => fact.ToFact())])
    {
        Attempt = AttemptId.TryParse(Attempt, out var id) ? id : null,
        ProviderCallId = ProviderCallId,
    };
}
