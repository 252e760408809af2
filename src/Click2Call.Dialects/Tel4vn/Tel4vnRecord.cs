using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Click2Call.Calls;

namespace Click2Call.Dialects.Tel4vn;

/// <summary>
/// What a call detail record says: its <c>status</c> (Call Center API Reference, CDR Mapping) and, where the status is
/// coarse, its <c>cause</c>, a hangup cause of FreeSWITCH.
/// </summary>
internal static class Tel4vnRecord
{
    /// <summary>What became of each <c>status</c>: the leg that it is about, how that ended, and the call's outcome.</summary>
    public static IReadOnlyList<(string Status, LegPosition Leg, EndCause Cause, CallOutcome Outcome)> Statuses { get; } =
    [
        ("answered", LegPosition.Second, EndCause.HungUp, CallOutcome.Answered),
        ("busy", LegPosition.Second, EndCause.Busy, CallOutcome.TargetBusy),
        ("no-answered", LegPosition.Second, EndCause.NoAnswer, CallOutcome.TargetNoAnswer),
        ("no-answer", LegPosition.Second, EndCause.NoAnswer, CallOutcome.TargetNoAnswer),
        ("cancel", LegPosition.Second, EndCause.Canceled, CallOutcome.Canceled),
        ("not-available", LegPosition.Second, EndCause.Offline, CallOutcome.TargetUnreachable),
        ("invalid", LegPosition.First, EndCause.NoAnswer, CallOutcome.AgentNoAnswer),
    ];

    private static readonly FrozenDictionary<string, (LegPosition Leg, EndCause Cause, CallOutcome Outcome)> Known =
        Statuses.ToFrozenDictionary(row => row.Status, row => (row.Leg, row.Cause, row.Outcome), StringComparer.OrdinalIgnoreCase);

    // "busy" is also a target that declined, "invalid" also an agent who was busy, declined or was not there.
    private static readonly FrozenDictionary<(LegPosition Leg, string Cause), (EndCause Cause, CallOutcome Outcome)> Finer =
        new Dictionary<(LegPosition, string), (EndCause, CallOutcome)>
        {
            [(LegPosition.First, Tel4vnErrors.UserBusy)] = (EndCause.Busy, CallOutcome.AgentBusy),
            [(LegPosition.First, Tel4vnErrors.CallRejected)] = (EndCause.Declined, CallOutcome.AgentDeclined),
            [(LegPosition.First, Tel4vnErrors.UserNotRegistered)] = (EndCause.Offline, CallOutcome.AgentOffline),
            [(LegPosition.First, "SUBSCRIBER_ABSENT")] = (EndCause.Offline, CallOutcome.AgentOffline),
            [(LegPosition.Second, Tel4vnErrors.CallRejected)] = (EndCause.Declined, CallOutcome.TargetRejected),
        }.ToFrozenDictionary();

    /// <summary>What a status means; null for one that the document does not know.</summary>
    public static (LegPosition Leg, EndCause Cause, CallOutcome Outcome)? Meaning(string? status, string? cause)
    {
        if (status is null || !Known.TryGetValue(status.Trim().Replace(' ', '-').Replace('_', '-'), out var known))
            return null;
        return known.Outcome is CallOutcome.TargetBusy or CallOutcome.AgentNoAnswer
            && cause is not null
            && Finer.TryGetValue((known.Leg, cause.Trim().ToUpperInvariant()), out var finer)
                ? (known.Leg, finer.Cause, finer.Outcome)
                : known;
    }

    /// <summary>The outcome in a record, by itself or in a list; null when the call's record is not there or says nothing that we know.</summary>
    public static CallOutcome? Find(string body, string callId) => Tel4vnWire.Object(body, root => Outcome(root, callId))?.Value;

    /// <summary>A whole number of seconds; null when it is none or not credible.</summary>
    public static TimeSpan? Seconds(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 1_000_000
            ? TimeSpan.FromSeconds(Math.Floor(number))
            : null;

    private static Found? Outcome(JsonElement at, string callId)
    {
        if (at.ValueKind == JsonValueKind.Array)
            return at.EnumerateArray().Select(record => Outcome(record, callId)).FirstOrDefault(found => found is not null);
        if (at.ValueKind != JsonValueKind.Object)
            return null;
        if (!at.EnumerateObject().Any(field => field.Name is "id" or "cdrId" or "sip_call_id" && Tel4vnWire.Text(field.Value) == callId))
            return at.TryGetProperty("data", out var data) ? Outcome(data, callId) : null;
        return Meaning(Tel4vnWire.Text(at, "status"), Tel4vnWire.Text(at, "cause")) is { Outcome: var outcome } ? new(outcome) : null;
    }

    private sealed record Found(CallOutcome Value);
}
