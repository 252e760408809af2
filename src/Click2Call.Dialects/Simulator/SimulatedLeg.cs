using Click2Call.Orders;

namespace Click2Call.Dialects.Simulator;

/// <summary>One phone of a simulated call.</summary>
/// <param name="Role">Whose it is.</param>
/// <param name="Dialled">What was dialled. Never log it.</param>
/// <param name="Phone">What it does.</param>
/// <param name="RingTime">How long it may ring.</param>
/// <param name="Shows">What its display shows.</param>
/// <param name="AutoAnswer">Whether it was asked to answer by itself.</param>
public sealed record SimulatedLeg(
    LegRole Role,
    string Dialled,
    SimulatedPhone Phone,
    TimeSpan RingTime,
    CallerId? Shows,
    bool AutoAnswer);
