namespace Click2Call.Hosting.Catalog;

/// <summary>A function that is called for each message of a queue, at least once.</summary>
/// <param name="Name">The function's name, unique in the app.</param>
/// <param name="Queue">The queue; after 20 failures a message moves to the queue named like it with <c>-poison</c>.</param>
/// <param name="Handler">
/// Works the message off; an exception brings the message back after 15 seconds. It has five minutes and should take
/// at most 150 seconds; the token ends with the process or the five minutes.
/// </param>
public sealed record QueueFunction(string Name, string Queue, Func<string, CancellationToken, Task> Handler);
