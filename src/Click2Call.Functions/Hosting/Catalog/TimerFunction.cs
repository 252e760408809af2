namespace Click2Call.Hosting.Catalog;

/// <summary>A function that is called by the clock, in UTC. Each instance of the stand-alone host has a clock of its own, so it must bear company.</summary>
/// <param name="Name">The function's name, unique in the app.</param>
/// <param name="Schedule">NCRONTAB with six fields: second, minute, hour, day, month, day of the week.</param>
/// <param name="Handler">Does the work; an exception is logged and the next run comes as planned.</param>
public sealed record TimerFunction(string Name, string Schedule, Func<CancellationToken, Task> Handler);
