using System.Net;
using Click2Call.Dialects.Simulator;
using Click2Call.Hosting.Catalog;
using Click2Call.Hosting.Development;
using Click2Call.Orders;

namespace Click2Call.Functions.Demo;

/// <summary>
/// The demo page, in Development only: a contact form, the two phones that it rings, and the history. It shows phone
/// numbers in full and asks for no key.
/// </summary>
internal static class DemoPage
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["index.html"] = "text/html; charset=utf-8",
        ["demo.css"] = "text/css; charset=utf-8",
        ["demo.js"] = "text/javascript; charset=utf-8",
        ["flows.html"] = "text/html; charset=utf-8",
        ["flows.js"] = "text/javascript; charset=utf-8",
        ["flows.css"] = "text/css; charset=utf-8",
    };

    /// <summary>What the page's functions need.</summary>
    public static void AddDemo(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
            return;
        builder.Services.AddSingleton(DemoSettings.Read(builder.Configuration));
        builder.Services.AddSingleton<DevelopmentAccounts>();
        builder.Services.AddSingleton<IDevelopmentBanner, DemoBanner>();
        builder.Services.AddSingleton<DemoPhones>();
        builder.Services.AddSingleton<DemoHistory>();
    }

    /// <summary>Declares them; in Development only.</summary>
    public static void Map(FunctionCatalog functions, IServiceProvider services)
    {
        if (services.GetService<IHostEnvironment>()?.IsDevelopment() != true)
            return;
        functions.Add(new HttpFunction("demo", ["GET"], "demo", context => Send(context, "index.html")));
        DemoFlows.Map(functions, services);
        functions.Add(new HttpFunction("demo-file", ["GET"], "demo/{file}", context => Send(context, context.Request.RouteValues["file"] as string ?? "")));
        functions.Add(new HttpFunction("demo-about", ["GET"], "demo/about", context => AtHome(context, () => About(context, services))));
        functions.Add(new HttpFunction("demo-state", ["GET"], "demo/state", context => AtHome(context, () => State(context, services))));
        functions.Add(new HttpFunction("demo-key", ["POST"], "demo/phones/{phone}/{key}", context => AtHome(context, () => Press(context, services))));
    }

    // The key is in here. A page of somebody else's can make its own name lead to this machine (DNS rebinding), and then
    // asks under that name; an address in digits and "localhost" cannot be led anywhere.
    private static Task AtHome(HttpContext context, Func<Task> answer)
    {
        var host = context.Request.Host.Host;
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out _))
            return answer();
        context.Response.StatusCode = 403;
        return Task.CompletedTask;
    }

    private static Task About(HttpContext context, IServiceProvider services)
    {
        var settings = services.GetRequiredService<DemoSettings>();
        return Answer(context, new DemoAbout($"/leads/{settings.Account}.{settings.ClickToCall}", settings.Key ?? services.GetRequiredService<DevelopmentAccounts>().Key), DemoJson.Default.DemoAbout);
    }

    private static async Task State(HttpContext context, IServiceProvider services)
    {
        var calls = await services.GetRequiredService<DemoHistory>().Read(context.RequestAborted);
        var (agent, visitor) = await services.GetRequiredService<DemoPhones>().Read(context.RequestAborted);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await Answer(context, new DemoState(now, agent, visitor, calls), DemoJson.Default.DemoState);
    }

    private static async Task Press(HttpContext context, IServiceProvider services)
    {
        if (Phone(context.Request.RouteValues["phone"] as string) is not { } phone || Key(context.Request.RouteValues["key"] as string) is not { } key)
            context.Response.StatusCode = 404;
        else if (IsForeign(context.Request))
            context.Response.StatusCode = 403;
        else
            context.Response.StatusCode = await services.GetRequiredService<DemoPhones>().Press(phone, key, context.RequestAborted) ? 204 : 409;
    }

    private static LegRole? Phone(string? name) => name switch
    {
        "agent" => LegRole.Agent,
        "visitor" => LegRole.Target,
        _ => null,
    };

    private static SimulatedKey? Key(string? name) => name switch
    {
        "answer" => SimulatedKey.Answer,
        "decline" => SimulatedKey.Decline,
        "hangup" => SimulatedKey.HangUp,
        _ => null,
    };

    // A page of somebody else's, open in the same browser, must not press keys here.
    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin is [{ } origin] && (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || from.Authority != request.Host.Value);

    /// <summary>Sends one of the pages' files.</summary>
    internal static async Task Send(HttpContext context, string name)
    {
        var file = context.RequestServices.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider.GetFileInfo("demo/" + name);
        if (!Files.TryGetValue(name, out var type) || !file.Exists)
        {
            context.Response.StatusCode = 404;
            return;
        }

        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await context.Response.SendFileAsync(file, context.RequestAborted);
    }

    /// <summary>Answers with JSON that nobody keeps.</summary>
    internal static Task Answer<T>(HttpContext context, T body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(body, type, contentType: null, context.RequestAborted);
    }
}
