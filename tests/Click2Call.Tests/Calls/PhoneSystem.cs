using Click2Call.Calls;
using Click2Call.Orders;

namespace Click2Call.Tests.Calls;

/// <summary>The phone system behind a line: it survives our crashes, and its books are the judge of what rang.</summary>
internal sealed class PhoneSystem
{
    private readonly HashSet<AttemptId> _over = [];

    /// <summary>Every call that it placed, in order.</summary>
    public List<PlacedCall> Placed { get; } = [];

    /// <summary>Every order to hang up.</summary>
    public List<AttemptId> HangUps { get; } = [];

    /// <summary>Calls that ring or talk now.</summary>
    public IEnumerable<PlacedCall> Live => Placed.Where(call => !_over.Contains(call.Attempt));

    public PlacedCall Place(AttemptId attempt, CallOrder order)
    {
        var call = new PlacedCall(attempt, order, $"pbx-{Placed.Count + 1}");
        Placed.Add(call);
        return call;
    }

    public void End(AttemptId attempt) => _over.Add(attempt);

    public bool Knows(AttemptId attempt) => Placed.Any(call => call.Attempt == attempt);

    public bool IsLive(AttemptId attempt) => Knows(attempt) && !_over.Contains(attempt);
}

/// <summary>One call in the phone system's books.</summary>
internal sealed record PlacedCall(AttemptId Attempt, CallOrder Order, string ProviderId);
