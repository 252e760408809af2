using Click2Call.Orders;

namespace Click2Call.Calls;

/// <summary>What a person told who asked again while a call to them was under way, or just after it.</summary>
/// <param name="At">When.</param>
/// <param name="Front">The front by which it came, such as <c>lead-form</c>.</param>
/// <param name="Lead">What they told, cut to what a row can bear: <see cref="Orders.Lead.Shortened"/>.</param>
public sealed record JoinedLead(DateTimeOffset At, string Front, Lead Lead)
{
    /// <summary>Whether another says the same, as the repetition of a form without a nonce does.</summary>
    public bool SaysTheSame(JoinedLead other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Front == other.Front && Lead with { Fields = [] } == other.Lead with { Fields = [] } && Lead.Fields.SequenceEqual(other.Lead.Fields);
    }
}
