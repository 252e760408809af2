using Click2Call.Calls;

namespace Click2Call.Dialects.Kazoo;

/// <summary>How the dialect says an outcome.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Status">The HTTP status of a <c>connect</c> that does not block; blocking ones are 200 with <c>result: "error"</c>.</param>
/// <param name="Cause">The <c>cause</c>.</param>
/// <param name="Leg">The <c>leg</c>: <c>extension</c>, <c>contact</c>, or none.</param>
/// <param name="BackAs">What our own line makes of it; null: accepted.</param>
internal sealed record KazooRow(CallOutcome Outcome, int Status, string Cause, string? Leg, CallOutcome? BackAs);
