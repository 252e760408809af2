using Click2Call.Hosting.Catalog;

namespace Click2Call.Functions.Pages;

/// <summary>
/// The admin page for extensions, groups, hours and flows. It knows no field: forms come from <c>getUiSchema</c> of the management
/// API, to which it speaks with the key that its reader types in and that it keeps nowhere.
/// </summary>
internal static class ManagePage
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; media-src blob:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    public static void Map(FunctionCatalog functions)
    {
        functions.Add(new HttpFunction("manage", ["GET"], "manage", context => Send(context, "index.html", "text/html; charset=utf-8")));
        functions.Add(new HttpFunction("manage-file", ["GET"], "manage/{file}", context => (context.Request.RouteValues["file"] as string) switch
        {
            "manage.js" or "fields.js" or "extras.js" => Send(context, (string)context.Request.RouteValues["file"]!, "text/javascript; charset=utf-8"),
            "manage.css" => Send(context, "manage.css", "text/css; charset=utf-8"),
            _ => NotFound(context),
        }));
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }

    private static async Task Send(HttpContext context, string name, string type)
    {
        var file = context.RequestServices.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider.GetFileInfo("manage/" + name);
        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await context.Response.SendFileAsync(file, context.RequestAborted);
    }
}
