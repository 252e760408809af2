namespace Click2Call.Events;

/// <summary>A secret that we made for an endpoint, readable by this installation alone.</summary>
/// <param name="Text">The sealed value.</param>
/// <param name="Until">It signs until then; absent: until it is replaced.</param>
public sealed record SealedSecret(string Text, DateTimeOffset? Until);
