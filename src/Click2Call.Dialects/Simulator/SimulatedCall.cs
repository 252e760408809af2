using Click2Call.Calls;
using Click2Call.Orders;

namespace Click2Call.Dialects.Simulator;

/// <summary>
/// What the simulated phone system remembers of a call: what was placed, and what people pressed since. Where the
/// call is follows from these and the clock, see <see cref="At"/>, so nothing has to run for a call to go on.
/// </summary>
public sealed record SimulatedCall
{
    /// <summary>Our id, which the phone system keeps; a second order with the same id makes no second call.</summary>
    public required AttemptId Attempt { get; init; }

    /// <summary>The account's id.</summary>
    public required string Account { get; init; }

    /// <summary>The line's id in the account.</summary>
    public required string Line { get; init; }

    /// <summary>What happens when a phone is answered.</summary>
    public CallKind Kind { get; init; }

    /// <summary>The phone that rings first.</summary>
    public required SimulatedLeg First { get; init; }

    /// <summary>The key that is pressed during the message; absent: none.</summary>
    public string? Key { get; init; }

    /// <summary>What it does; absent: nothing, or no key is pressed.</summary>
    public KeyDeed? KeyDoes { get; init; }

    /// <summary>The phone that is dialled when the first was answered, or when its key was pressed.</summary>
    public SimulatedLeg? Second { get; init; }

    /// <summary>When the order arrived.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>How long phones that are not on the screen talk before they hang up.</summary>
    public required TimeSpan TalkTime { get; init; }

    /// <summary>How long anybody may talk.</summary>
    public required TimeSpan MaxDuration { get; init; }

    /// <summary>What the phone system tells of it.</summary>
    public SimulatedReports Reports { get; init; }

    /// <summary>How many orders to dial arrived with this id. Only the first rang a phone.</summary>
    public int Orders { get; init; } = 1;

    /// <summary>What people pressed, in order.</summary>
    public IReadOnlyList<SimulatedPress> Presses { get; init; } = [];

    /// <summary>When the line asked to take it down.</summary>
    public DateTimeOffset? TakenDownAt { get; init; }

    /// <summary>It is over and everything was told.</summary>
    public bool Closed { get; init; }

    /// <summary>The phone system's own id of the call.</summary>
    public string ProviderCallId => "SIM-" + Attempt.Call.ToHex()[^12..] + "-" + Attempt.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Where the call is. Pure; what it says of a moment that is past never changes.</summary>
    public SimulatedMoment At(DateTimeOffset now) => SimulatedTimeline.Of(this).At(this, now);
}
