namespace Click2Call.Events;

/// <summary>The words for events.</summary>
public static class CallEventTypes
{
    private static readonly (CallEventType Type, string Word)[] Words =
    [
        (CallEventType.Scheduled, "call.scheduled"),
        (CallEventType.Ringing, "call.ringing"),
        (CallEventType.Connected, "call.connected"),
        (CallEventType.Ended, "call.ended"),
        (CallEventType.Uncertain, "call.uncertain"),
        (CallEventType.Updated, "call.updated"),
        (CallEventType.Rejected, "lead.rejected"),
        (CallEventType.Test, "endpoint.test"),
    ];

    /// <summary>The words that an endpoint can subscribe to.</summary>
    public static IReadOnlyList<string> Subscribable { get; } =
        [.. Words.Where(word => word.Type != CallEventType.Test).Select(word => word.Word)];

    /// <summary>The word on the wire.</summary>
    public static string Word(this CallEventType type) => Array.Find(Words, word => word.Type == type).Word;

    /// <summary>The event that an endpoint can subscribe to by this word; null when there is none.</summary>
    public static CallEventType? Read(string? word) =>
        Subscribable.Contains(word) ? Array.Find(Words, known => known.Word == word).Type : null;
}
