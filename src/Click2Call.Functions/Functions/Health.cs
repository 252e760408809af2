using Click2Call.Hosting.Catalog;

namespace Click2Call.Functions;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: and it can do its work; 503 with one sentence when not.
/// </summary>
internal static class Health
{
    public static void Map(FunctionCatalog functions, IServiceProvider services)
    {
        functions.Add(new HttpFunction("health-live", ["GET"], "health/live", context => Answer(context, 200, new("live", null))));
        functions.Add(new HttpFunction("health-ready", ["GET"], "health/ready", async context =>
        {
            var problem = await services.GetRequiredService<Readiness>().Problem(context.RequestAborted);
            await Answer(context, problem is null ? 200 : 503, new(problem is null ? "ready" : "notReady", problem));
        }));
    }

    /// <summary>The checks that readiness consists of: storage here; others add theirs as an <see cref="IReadinessCheck"/>.</summary>
    public static void AddReadiness(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IReadinessCheck, StorageReadiness>();
        builder.Services.AddSingleton<Readiness>();
    }

    private static Task Answer(HttpContext context, int status, HealthAnswer answer)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(answer, HealthJson.Default.HealthAnswer, contentType: null, context.RequestAborted);
    }
}
