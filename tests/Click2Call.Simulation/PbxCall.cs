using Click2Call.Calls;
using Click2Call.Orders;

namespace Click2Call.Simulation;

/// <summary>One call in the phone system's own books.</summary>
internal sealed class PbxCall(AttemptId attempt, CallOrder order, string providerId, DateTimeOffset placedAt)
{
    public AttemptId Attempt => attempt;

    public CallOrder Order => order;

    public string ProviderId => providerId;

    public DateTimeOffset PlacedAt => placedAt;

    public DateTimeOffset? AnsweredAt { get; set; }

    public DateTimeOffset? BridgedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public CallOutcome? Outcome { get; set; }
}
