using Click2Call.Accounts;
using Click2Call.Crm.WriteBack;
using Click2Call.Dialects.Http;
using Click2Call.Events;
using Click2Call.Functions.Lines;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Events;
using Click2Call.Storage.Rest;

namespace Click2Call.Functions.Events;

/// <summary>Wires outgoing events: their queue, deliveries and sender, and the API around them.</summary>
internal static class EventServices
{
    public static void AddEvents(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IEventsOut>(provider => new EventQueue(
            Storage(provider).Outbox(EventQueue.QueueName),
            Storage(provider).Queue(EventQueue.PoisonQueueName),
            Storage(provider).Table(DeliveryTable.TableName),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IDeliveries>(provider => new DeliveryTable(
            Storage(provider).Table(DeliveryTable.TableName), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IEndpointBook>(provider => new EndpointTable(
            Storage(provider).Table(AccountTable.Accounts), provider.GetRequiredService<AccountDirectory>()));
        services.AddSingleton<ISecretSeal, SecretSeal>();
        services.AddSingleton(provider => new OutgoingHttp(
            bool.TryParse(provider.GetRequiredService<IConfiguration>()[DialectServices.PrivateNetworks], out var allowed) && allowed));
        services.AddSingleton<IEventSender, EventSender>();
        services.AddSingleton<IWriteBack, HubSpotCalls>();
        services.AddSingleton<IWriteBack, SalesforceTasks>();
        services.AddSingleton<IWriteBack, PipedriveActivities>();
        services.AddSingleton<IWriteBack, Bitrix24Activities>();
        services.AddSingleton(provider => new EventDesk(
            new CallLog(Storage(provider).Table(CallLog.TableName), provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<IDirectory>(),
            provider.GetRequiredService<IEventsOut>(),
            provider.GetRequiredService<IDeliveries>(),
            provider.GetRequiredService<IEndpointBook>(),
            provider.GetRequiredService<IEventSender>(),
            provider.GetServices<IWriteBack>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EventDesk>>()));
        services.AddSingleton<EndpointsApi>();
        services.AddSingleton<DeliveriesApi>();
    }

    private static StorageAccount Storage(IServiceProvider services) => services.GetRequiredService<StorageAccount>();
}
