using Click2Call.Hosting.Catalog;

namespace Click2Call.Functions.Pages;

/// <summary>The style sheet of the pages that a visitor sees after a plain form post. A file, so that their policy forbids inline styles.</summary>
internal static class PageStyle
{
    public static void Map(FunctionCatalog functions) => functions.Add(new HttpFunction("pages-style", ["GET"], "pages.css", async context =>
    {
        var file = context.RequestServices.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider.GetFileInfo("pages.css");
        context.Response.ContentType = "text/css; charset=utf-8";
        context.Response.Headers.CacheControl = "public, max-age=3600";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await context.Response.SendFileAsync(file, context.RequestAborted);
    }));
}
