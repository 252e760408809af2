using Click2Call.Calls;
using Click2Call.Orders;

namespace Click2Call.Simulation;

/// <summary>One call in the phone system's own books.</summary>
internal sealed class PbxCall(AttemptId attempt, CallOrder order, string providerId, DateTimeOffset placedAt)
{
    /// <summary>What orders for a group carry, so that the judge knows them by what the phone system got.</summary>
    public static NameValue OfGroup { get; } = new("group", "sales");

    public AttemptId Attempt => attempt;

    public bool IsOfGroup => order.Variables.Contains(OfGroup);

    /// <summary>The agents whose phones ring.</summary>
    public IReadOnlyList<string> Agents { get; } =
        [order.First.Destination.Dialable, .. (order.First.Also ?? []).Select(phone => phone.Dialable)];

    public CallOrder Order => order;

    public string ProviderId => providerId;

    public DateTimeOffset PlacedAt => placedAt;

    public DateTimeOffset? AnsweredAt { get; set; }

    public DateTimeOffset? BridgedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public CallOutcome? Outcome { get; set; }
}
