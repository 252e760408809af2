using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Crm;
using Click2Call.Crm.Fetching;
using Click2Call.Dialects.Http;
using Click2Call.Intake;
using Click2Call.Lines;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Functions.Crm;

/// <summary>Wires the door of webhooks, and what reads records behind it.</summary>
internal static class CrmServices
{
    public static void AddCrm(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<ILeadFetches>(provider => new LeadFetchQueue(provider.GetRequiredService<StorageAccount>().Outbox(LeadFetchQueue.QueueName)));
        services.AddHostedService<DialsAtTheEnd>();
        services.AddSingleton(provider => new WebhookDoor(
            provider.GetRequiredService<ICallDesk>(),
            provider.GetRequiredService<CallCentre>().Alarm,
            provider.GetRequiredService<IDirectory>(),
            provider.GetRequiredService<ISecrets>(),
            provider.GetRequiredService<ILeadFetches>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(provider => new CrmHttp(
            provider.GetRequiredService<OutgoingHttp>().To(inside: false),
            provider.GetRequiredService<OutgoingHttp>().Allows(inside: false),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new LeadFetcher(
            provider.GetRequiredService<ICallDesk>(),
            provider.GetRequiredService<CallCentre>().Alarm,
            provider.GetRequiredService<IDirectory>(),
            provider.GetRequiredService<ISecrets>(),
            provider.GetRequiredService<ILeadFetches>(),
            provider.GetRequiredService<CrmHttp>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
    }
}
