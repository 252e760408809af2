using System.Text;
using Click2Call.Accounts;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Technoline.Modules;
using Click2Call.Hosting.Catalog;

namespace Click2Call.Functions.Demo;

/// <summary>A page on which the browser plays the phone system: it asks a flow of the demo account, executes the modules and sends what is pressed. In Development only; needs no secret address.</summary>
internal static class DemoFlows
{
    public static void Map(FunctionCatalog functions, IServiceProvider services)
    {
        functions.Add(new HttpFunction("demo-flows", ["GET"], "demo/flows", context => DemoPage.Send(context, "flows.html")));
        functions.Add(new HttpFunction("demo-flows-list", ["GET"], "demo/flows/list", context => List(context, services)));
        functions.Add(new HttpFunction("demo-flows-ask", ["GET"], "demo/flows/{flow}/ask", context => Ask(context, services)));
    }

    private static async Task List(HttpContext context, IServiceProvider services)
    {
        var account = await Account(context, services);
        IReadOnlyList<DemoFlow> flows = [.. (account?.Flows ?? []).Select(flow => new DemoFlow(flow.Id, flow.Script.Name, flow.Version))];
        await DemoPage.Answer(context, flows, DemoJson.Default.IReadOnlyListDemoFlow);
    }

    private static async Task Ask(HttpContext context, IServiceProvider services)
    {
        if (await Account(context, services) is not { } account || account.FindFlow(context.Request.RouteValues["flow"] as string) is not { } flow)
        {
            context.Response.StatusCode = 404;
            return;
        }

        var reply = await services.GetRequiredService<ModuleDoor>().Ask(account, flow, ModuleRequest.Read(context.Request.QueryString.Value));
        await HttpAnswer.Send(context, 200, HttpAnswer.Json, Encoding.UTF8.GetBytes(reply));
    }

    private static ValueTask<Account?> Account(HttpContext context, IServiceProvider services) =>
        services.GetRequiredService<IDirectory>().Find(services.GetRequiredService<DemoSettings>().Account, context.RequestAborted);
}
