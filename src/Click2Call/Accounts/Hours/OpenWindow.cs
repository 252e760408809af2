namespace Click2Call.Accounts.Hours;

/// <summary>A stretch of time without a gap.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="To">The instant at which it is over. Of what never closes we look <see cref="OpenCalendar.LongestLook"/> ahead.</param>
public readonly record struct OpenWindow(DateTimeOffset From, DateTimeOffset To);
