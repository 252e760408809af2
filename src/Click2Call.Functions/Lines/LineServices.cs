using Click2Call.Functions.Simulator;
using Click2Call.Hosting.Start;
using Click2Call.Lines;
using Click2Call.Storage.Secrets;

namespace Click2Call.Functions.Lines;

/// <summary>Wires the dialects that we can drive, and the secrets that they need.</summary>
internal static class LineServices
{
    public static void AddLines(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ILines, LineBook>();
        builder.Services.AddSingleton(Secrets);
        builder.Services.AddHostedService<SecretsAtStart>();
        builder.AddDialects();
        builder.AddSimulator();
    }

    private static ISecrets Secrets(IServiceProvider services)
    {
        var settings = services.GetRequiredService<IConfiguration>();
        try
        {
            // The environment's double underscore is a colon in the configuration.
            return SecretsChoice.FromSettings(
                name => settings[name.Replace("__", ":", StringComparison.Ordinal)],
                services.GetRequiredService<IHostEnvironment>().IsDevelopment(),
                services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILogger<KeyVaultSecrets>>());
        }
        catch (SecretsSettingsException e)
        {
            throw new StartUpException(e.Message, e);
        }
    }
}
