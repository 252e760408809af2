namespace Click2Call.Calls;

/// <summary>A call as it was read, with the tag that guards the next write.</summary>
/// <param name="Call">The call.</param>
/// <param name="ETag">The row's tag.</param>
public sealed record StoredCall(Call Call, string ETag);
