using Click2Call.Hosting.Catalog;
using Click2Call.Hosting.CustomHandler;
using Click2Call.Hosting.Settings;
using Click2Call.Hosting.StandAlone;

namespace Click2Call.Hosting.Start;

/// <summary>Runs the app on the host that started it.</summary>
internal static class AppRun
{
    /// <summary>Serves until the end; returns the exit code.</summary>
    public static Task<int> RunOnItsHost(this WebApplication app)
    {
        SettingsCheck.Run(app.Services);
        app.MapHttpFunctions(app.Services.GetRequiredService<FunctionCatalog>());
        return app.Services.GetRequiredService<HostChoice>().IsFunctionsHost ? app.RunAsCustomHandler() : app.RunAlone();
    }
}
