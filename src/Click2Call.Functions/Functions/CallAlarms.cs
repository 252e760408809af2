using Click2Call.Calls;
using Click2Call.Functions.Calls;
using Click2Call.Hosting.Catalog;
using Click2Call.Storage.Calls;

namespace Click2Call.Functions;

/// <summary>The functions behind the life of a call: its alarm, events that wait for it, and the sweep under both.</summary>
internal static class CallAlarms
{
    public static void Map(FunctionCatalog functions, IServiceProvider services)
    {
        functions.Add(new QueueFunction("call-alarm", AlarmClock.QueueName, (text, cancellation) => Alarm(services, text, cancellation)));
        functions.Add(new QueueFunction("late-event", LateEventQueue.QueueName, (text, cancellation) => Late(services, text, cancellation)));
        functions.Add(new QueueFunction("late-event-again", LateEventQueue.PoisonQueueName, (text, cancellation) => PutBack(services, text, cancellation)));
        functions.Add(new TimerFunction("sweep", "0 * * * * *", cancellation => Sweep(services, cancellation)));
    }

    // Counted first: the sweep takes poisoned alarms out of their queue.
    private static async Task Sweep(IServiceProvider services, CancellationToken cancellation)
    {
        await services.GetRequiredService<QueueLengths>().Record(cancellation);
        await services.GetRequiredService<CallCentre>().Sweep.Run(cancellation);
    }

    private static Task Alarm(IServiceProvider services, string text, CancellationToken cancellation) =>
        services.GetRequiredService<CallCentre>().Alarm.Handle(
            AlarmClock.Read(text) ?? throw new FormatException("Not an alarm; it goes to the poison queue, where the sweep reports it."),
            cancellation);

    private static async Task Late(IServiceProvider services, string text, CancellationToken cancellation)
    {
        var late = LateEventQueue.Read(text) ?? throw new FormatException("Not a late event.");
        await services.GetRequiredService<CallCentre>().HearLate(late, cancellation);
    }

    private static Task PutBack(IServiceProvider services, string text, CancellationToken cancellation)
    {
        if (LateEventQueue.Read(text) is { } late)
            return services.GetRequiredService<CallCentre>().PutBackLate(late, cancellation);
        PoisonedMessages.Unreadable(services.GetRequiredService<ILogger<LateEventQueue>>(), LateEventQueue.QueueName);
        return Task.CompletedTask;
    }
}
