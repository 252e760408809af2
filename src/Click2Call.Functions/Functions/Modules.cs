using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Technoline.Modules;
using Click2Call.Flows;
using Click2Call.Functions.Crm;
using Click2Call.Hosting.Catalog;
using Click2Call.Intake;
using Click2Call.Storage.Flows;
using Click2Call.Storage.Rest;

namespace Click2Call.Functions;

/// <summary>Technoline Module API: the phone system asks at <c>/module/{account}.{flow}.{secret}</c> what to do in a call.</summary>
internal static class Modules
{
    public static void AddModules(this IServiceCollection services)
    {
        services.AddSingleton<IFlowStates>(provider => new FlowCallTable(
            provider.GetRequiredService<StorageAccount>().Table(FlowCallTable.TableName), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new FlowRunner(
            provider.GetRequiredService<IFlowStates>(), provider.GetRequiredService<ICallDesk>(), provider.GetRequiredService<IDoNotCall>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<FlowAudio>()));
        services.AddSingleton<FlowAudio>();
        services.AddSingleton(provider => new ModuleDoor(
            provider.GetRequiredService<IDirectory>(), provider.GetRequiredService<FlowRunner>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ModuleDoor>>(),
            provider.GetRequiredService<FlowAudio>(), provider.GetRequiredService<PublicAddress>().Site));
    }

    public static void Map(FunctionCatalog functions, IServiceProvider services) => functions.Add(new HttpFunction(
        "module",
        ["GET", "POST"],
        "module/{token}",
        http => services.GetRequiredService<ModuleDoor>().Answer(http, http.Request.RouteValues["token"] as string))
    {
        // Not even what nobody foresaw may be answered in anything but modules.
        Failure = (http, _) => services.GetRequiredService<ModuleDoor>().Answer(http, null),
    });
}
