using Click2Call.Calls;

namespace Click2Call.Orders;

/// <summary>Take a call down: by our id, or whatever an extension is in, even when no row of ours matches.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="Call">The call; or</param>
/// <param name="Extension">the extension.</param>
/// <param name="Line">The line to ask, for an extension; absent: the account's first.</param>
public sealed record HangUpOrder(string Account, CallId? Call, string? Extension = null, string? Line = null);
