using Click2Call.Functions.Demo;
using Click2Call.Functions.Pages;
using Click2Call.Hosting.Catalog;

namespace Click2Call.Functions;

/// <summary>The list of what this app does: one line for each file beside this one.</summary>
internal static class AllFunctions
{
    /// <summary>
    /// Declares every function. The catalog is also read at publish, where nothing is configured: ask for services
    /// inside a handler, never while declaring it.
    /// </summary>
    public static void Map(FunctionCatalog functions, IServiceProvider services)
    {
        Landing.Map(functions);
        Health.Map(functions, services);
        LeadForm.Map(functions, services);
        CrmWebhooks.Map(functions, services);
        LeadCancel.Map(functions, services);
        CallsApi.Map(functions, services);
        AgentsApi.Map(functions, services);
        DoNotCallApi.Map(functions, services);
        CallAlarms.Map(functions, services);
        Retention.Map(functions, services);
        EventsOut.Map(functions, services);
        EndpointsApi.Map(functions, services);
        DeliveriesApi.Map(functions, services);
        DialectFronts.Map(functions, services);
        LineEvents.Map(functions, services);
        Modules.Map(functions, services);
        Campaigns.Map(functions, services);
        OpenApi.Map(functions);
        PageStyle.Map(functions);
        ManagePage.Map(functions);
        DemoPage.Map(functions, services);
    }
}
