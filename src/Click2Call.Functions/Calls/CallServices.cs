using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Events;
using Click2Call.Functions.Accounts;
using Click2Call.Functions.Events;
using Click2Call.Functions.Leads;
using Click2Call.Functions.Simulator;
using Click2Call.Http;
using Click2Call.Intake;
using Click2Call.Lines;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Events;
using Click2Call.Storage.Campaigns;
using Click2Call.Storage.Flows;
using Click2Call.Storage.Rest;
using Click2Call.Telemetry;
using Click2Call.Testing;

namespace Click2Call.Functions.Calls;

/// <summary>Wires the desk to storage, and the functions to the desk.</summary>
internal static class CallServices
{
    /// <summary>The tables that the app uses; the same names stand in the infrastructure's description.</summary>
    public static readonly IReadOnlyList<string> Tables =
    [
        AccountTable.Accounts,
        AccountTable.ApiKeys,
        CallLog.TableName,
        IntentTable.TableName,
        SlotTable.TableName,
        AgentTable.TableName,
        AlarmClock.AgendaName,
        DeliveryTable.TableName,
        FlowCallTable.TableName,
        DoNotCallTable.TableName,
        CampaignTable.TableName,
        CampaignTable.RecipientsName,
        SimulatorTable.Name,
    ];

    /// <summary>The queues that the app uses, each with its poison queue.</summary>
    public static readonly IReadOnlyList<string> Queues =
    [
        AlarmClock.QueueName,
        AlarmClock.PoisonQueueName,
        LateEventQueue.QueueName,
        LateEventQueue.PoisonQueueName,
        LeadFetchQueue.QueueName,
        LeadFetchQueue.PoisonQueueName,
        EventQueue.QueueName,
        EventQueue.PoisonQueueName,
        CampaignTable.QueueName,
        CampaignTable.PoisonQueueName,
    ];

    public static void AddCalls(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(Ports);
        services.AddSingleton(provider => new CallCentre(
            provider.GetRequiredService<CallPorts>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<ICallDesk>(provider => new TracedDesk(provider.GetRequiredService<CallCentre>().Desk));
        services.AddSingleton(provider => provider.GetRequiredService<CallCentre>().Events);
        services.AddSingleton<InstallationKey>();
        services.AddSingleton<ClientAddress>();
        services.AddSingleton<ApiCaller>();
        services.AddSingleton<TurnstileCheck>();
        services.AddSingleton<LeadForm>();
        services.AddSingleton<IAgents>(provider => new AgentTable(provider.GetRequiredService<StorageAccount>().Table(AgentTable.TableName)));
        services.AddSingleton<QueueLengths>();
        services.AddSingleton<CallsApi>();
        services.AddSingleton<AgentsApi>();
        builder.AddEvents();
        services.AddRetention();
        services.AddSingleton<IDoNotCall>(provider => new DoNotCallTable(provider.GetRequiredService<StorageAccount>().Table(DoNotCallTable.TableName)));
        services.AddSingleton<DoNotCallApi>();
        services.AddSingleton<LeadCancel>();
        services.AddHostedService<StorageSetUp>();
    }

    private static CallPorts Ports(IServiceProvider services)
    {
        var storage = services.GetRequiredService<StorageAccount>();
        var time = services.GetRequiredService<TimeProvider>();
        var calls = storage.Table(CallLog.TableName);
        return new CallPorts(
            new WatchedCallLog(new CallLog(calls, time)),
            new IntentTable(storage.Table(IntentTable.TableName)),
            new SlotTable(storage.Table(SlotTable.TableName)),
            services.GetRequiredService<IAgents>(),
            new AlarmClock(
                storage.Outbox(AlarmClock.QueueName), storage.Queue(AlarmClock.PoisonQueueName), storage.Table(AlarmClock.AgendaName), time),
            new LateEventQueue(storage.Outbox(LateEventQueue.QueueName), calls, time),
            services.GetRequiredService<IDirectory>(),
            services.GetRequiredService<ILines>(),
            Steps(services, time))
        {
            Events = services.GetRequiredService<IEventsOut>(),
            DoNotCall = services.GetRequiredService<IDoNotCall>(),
            Counters = new CounterTable(storage.Table(IntentTable.TableName)),
        };
    }

    private static IStepWatch Steps(IServiceProvider services, TimeProvider time) =>
        services.GetRequiredService<IHostEnvironment>().IsDevelopment()
        && StepFault.From(services.GetRequiredService<IConfiguration>()[StepFault.Setting], time) is { } fault
            ? fault
            : new NoStepWatch();
}
