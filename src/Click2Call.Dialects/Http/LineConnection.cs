namespace Click2Call.Dialects.Http;

/// <summary>What the lines of one account and name share, however often they are opened: the way out and the breaker.</summary>
/// <param name="Http">The way out.</param>
/// <param name="Breaker">The line's own breaker.</param>
public sealed record LineConnection(LineHttp Http, LineBreaker Breaker);
