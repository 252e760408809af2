using Click2Call.Hosting.Catalog;

namespace Click2Call.Functions;

/// <summary>The front page: says that the app runs, and tells a visitor nothing else.</summary>
internal static class Landing
{
    public static void Map(FunctionCatalog functions) =>
        functions.Add(new HttpFunction("landing", ["GET"], "", context =>
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync("Click2Call is running.\n", context.RequestAborted);
        }));
}
