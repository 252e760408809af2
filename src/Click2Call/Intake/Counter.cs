namespace Click2Call.Intake;

/// <summary>How often something happened.</summary>
/// <param name="Name">The row: <c>limit:…</c>.</param>
/// <param name="Count">How often.</param>
/// <param name="ExpiresAt">From then on the row means nothing.</param>
public sealed record Counter(string Name, int Count, DateTimeOffset ExpiresAt)
{
    /// <summary>The row's tag, when it was read; absent: there was none.</summary>
    public string? ETag { get; init; }
}
