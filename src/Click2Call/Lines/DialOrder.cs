using Click2Call.Calls;
using Click2Call.Orders;

namespace Click2Call.Lines;

/// <summary>What a line is asked to dial.</summary>
/// <param name="Attempt">Our id of it; lines that take an id of ours hand it to the phone system.</param>
/// <param name="Order">The order, its destinations resolved.</param>
public sealed record DialOrder(AttemptId Attempt, CallOrder Order);
