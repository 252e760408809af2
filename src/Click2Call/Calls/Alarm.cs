namespace Click2Call.Calls;

/// <summary>The message that brings a call back to us. It carries no state: the row says what is due.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="Call">The call.</param>
/// <param name="Seq">The alarm's number; lower than the row's means stale.</param>
public sealed record Alarm(string Account, CallId Call, int Seq);
