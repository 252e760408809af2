using Click2Call.Calls;
using Click2Call.Orders;

namespace Click2Call.Intake;

/// <summary>What claiming an intent came to.</summary>
internal abstract record Claim
{
    private Claim()
    {
    }

    /// <summary>Ours to place, under this id; it may be the id of somebody who went away before the commit.</summary>
    /// <param name="Call">Its id.</param>
    /// <param name="Adopted">Whether a request had it before that went away, or was told of an error of ours.</param>
    public sealed record Own(CallId Call, bool Adopted = false) : Claim;

    /// <summary>There is a call for it.</summary>
    public sealed record Earlier(StoredCall Stored, PlacedHow How) : Claim;

    /// <summary>Somebody is at work on it.</summary>
    public sealed record Busy(TimeSpan RetryAfter) : Claim;

    /// <summary>The key belongs to another request.</summary>
    public sealed record KeyReused : Claim;
}
