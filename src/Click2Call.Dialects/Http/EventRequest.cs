namespace Click2Call.Dialects.Http;

/// <summary>An event as it came in.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="ContentType">The header's value, if there was one.</param>
/// <param name="Query">The query string.</param>
/// <param name="Body">The body, whole.</param>
/// <param name="At">When it came, for facts that name no time of their own.</param>
public sealed record EventRequest(string Method, string? ContentType, string? Query, ReadOnlyMemory<byte> Body, DateTimeOffset At);
