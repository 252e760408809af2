using Click2Call.Calls;

namespace Click2Call.Intake;

/// <summary>A key or a person, and the call that it stands for.</summary>
/// <param name="Name">The row: <c>key:{hash}</c> or <c>person:{E.164}</c>.</param>
/// <param name="Call">The call. It may not exist yet.</param>
/// <param name="Fingerprint">A hash of the request that made it; absent: not compared.</param>
/// <param name="ReservedUntil">Until then somebody is at work on it although the call is not there yet.</param>
/// <param name="ExpiresAt">From then on the row means nothing.</param>
public sealed record Reservation(
    string Name, CallId Call, string? Fingerprint, DateTimeOffset ReservedUntil, DateTimeOffset ExpiresAt)
{
    /// <summary>The row's tag, when it was read.</summary>
    public string? ETag { get; init; }
}
