using Click2Call.Calls;

namespace Click2Call.Storage.Calls;

/// <summary>An alarm as a queue message: the alarm, and what lets a reader see how late it is and whose trace goes on with it.</summary>
internal sealed record AlarmMessage
{
    public string? Account { get; init; }

    public CallId Call { get; init; }

    public int Seq { get; init; }

    public DateTimeOffset? SetAt { get; init; }

    /// <summary>When it was to come.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The W3C trace context of the call, or of its sending.</summary>
    public string? Traceparent { get; init; }

    public Alarm? ToAlarm() => Account is null ? null : new Alarm(Account, Call, Seq) { SetAt = SetAt, Trace = Traceparent };
}
