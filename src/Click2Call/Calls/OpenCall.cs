namespace Click2Call.Calls;

/// <summary>A row of the open index: a call that is not over.</summary>
/// <param name="Id">The call.</param>
/// <param name="Seq">Its alarm's number.</param>
/// <param name="WakeAt">When its alarm is due.</param>
public sealed record OpenCall(CallId Id, int Seq, DateTimeOffset WakeAt);
