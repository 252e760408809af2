using Click2Call.Hosting.Catalog;

namespace Click2Call.Functions;

/// <summary>The front page: in Development the way to the demo, else it says that the app runs and tells a visitor nothing else.</summary>
internal static class Landing
{
    public static void Map(FunctionCatalog functions) => functions.Add(new HttpFunction("landing", ["GET"], "", Answer));

    private static Task Answer(HttpContext http)
    {
        if (http.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment()
            && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Redirect("/demo");
            return Task.CompletedTask;
        }

        return http.Response.WriteAsync("Click2Call is running.\n", http.RequestAborted);
    }
}
