using Click2Call.Calls;

namespace Click2Call.Crm.Leads;

/// <summary>What came of one item of a post.</summary>
internal abstract record Placing
{
    private Placing()
    {
    }

    /// <summary>A call is written down for it, now or by an earlier post.</summary>
    /// <param name="Made">The call, if it is new.</param>
    public sealed record Called(Call? Made) : Placing;

    /// <summary>It is in the history and calls nobody.</summary>
    public sealed record Kept : Placing;

    /// <summary>It could not be written down; the sender must send it again.</summary>
    public sealed record Again(TimeSpan After) : Placing;
}
