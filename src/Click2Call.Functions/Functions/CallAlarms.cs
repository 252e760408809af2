using Click2Call.Calls;
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
        functions.Add(new TimerFunction(
            "sweep", "0 * * * * *", cancellation => services.GetRequiredService<CallCentre>().Sweep.Run(cancellation)));
    }

    private static Task Alarm(IServiceProvider services, string text, CancellationToken cancellation) =>
        services.GetRequiredService<CallCentre>().Alarm.Handle(
            AlarmClock.Read(text) ?? throw new FormatException("Not an alarm; it goes to the poison queue, where the sweep reports it."),
            cancellation);

    private static async Task Late(IServiceProvider services, string text, CancellationToken cancellation)
    {
        var (told, tries) = LateEventQueue.Read(text);
        await services.GetRequiredService<CallCentre>().HearLate(told, tries, cancellation);
    }
}
