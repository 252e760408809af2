using Click2Call.Orders;

namespace Click2Call.Intake;

/// <summary>A limit that an order met.</summary>
/// <param name="Refusal">What its caller is told.</param>
/// <param name="First">Whether it is the first that met this limit in its period, and so the one that the history keeps of an open door.</param>
internal sealed record LimitMet(Refusal Refusal, bool First);
