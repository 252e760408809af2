using Click2Call.Events;
using Click2Call.Hosting.Catalog;
using Click2Call.Storage.Events;

namespace Click2Call.Functions;

/// <summary>The functions behind outgoing events: what became true and what is to be delivered, and the sweep under both.</summary>
internal static class EventsOut
{
    public static void Map(FunctionCatalog functions, IServiceProvider services)
    {
        functions.Add(new QueueFunction("event-out", EventQueue.QueueName, (text, cancellation) => services.GetRequiredService<EventDesk>().Handle(
            EventQueue.Read(text) ?? throw new FormatException("Not an outgoing event; it goes to the poison queue, where the sweep removes it."), cancellation)));
        functions.Add(new TimerFunction(
            "event-sweep", "30 * * * * *", cancellation => services.GetRequiredService<EventDesk>().Sweep(cancellation)));
    }
}
