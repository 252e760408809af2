namespace Click2Call.Hosting.Development;

/// <summary>What helps a developer, on the stand-alone host only.</summary>
internal static class DevelopmentHost
{
    public static void AddDevelopment(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AzuriteStarter>();
        builder.Services.AddSingleton<DevelopmentStorage>();
        builder.Services.AddSingleton<BannerPrinter>();
    }
}
