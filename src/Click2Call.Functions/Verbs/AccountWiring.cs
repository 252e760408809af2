using Click2Call.Accounts;
using Click2Call.Accounts.Import;
using Click2Call.Hosting.Development;
using Click2Call.Hosting.Start;
using Click2Call.Hosting.Verbs;
using Click2Call.Lines;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Rest;
using Click2Call.Storage.Secrets;

namespace Click2Call.Verbs;

/// <summary>Accounts, keys, lines and secrets as services, and the verbs for them.</summary>
internal static class AccountWiring
{
    /// <summary>Needs the storage account, and a service for each dialect. Nothing is asked until it is used.</summary>
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services
            .AddSingleton(services => new AccountTable(Table(services, AccountTable.Accounts), Table(services, AccountTable.ApiKeys)))
            .AddSingleton<IAccountBook>(services => services.GetRequiredService<AccountTable>())
            .AddSingleton<IDirectory>(services => new AccountDirectory(
                Table(services, AccountTable.Accounts), Table(services, AccountTable.ApiKeys), services.GetRequiredService<TimeProvider>()))
            .AddSingleton(services => new AccountImport(services.GetRequiredService<IDirectory>(), services.GetRequiredService<IAccountBook>()))
            .AddSingleton<ILines>(services => new LineBook(
                services.GetRequiredService<IDirectory>(), services.GetServices<IDialect>(), services.GetRequiredService<ILogger<LineBook>>()))
            .AddSingleton(Secrets)
            .AddHostedService<SecretsAtStart>()
            .AddSingleton<DevelopmentAccounts>()
            .AddSingleton<IDevelopmentBanner>(services => services.GetRequiredService<DevelopmentAccounts>())
            .AddSingleton<IVerb, AccountsImport>()
            .AddSingleton<IVerb, AccountsList>()
            .AddSingleton<IVerb, KeysCreate>()
            .AddSingleton<IVerb, KeysList>()
            .AddSingleton<IVerb, KeysRevoke>();
    }

    private static ITable Table(IServiceProvider services, string name) => services.GetRequiredService<StorageAccount>().Table(name);

    private static ISecrets Secrets(IServiceProvider services)
    {
        // The environment's double underscore is a colon in the configuration.
        var settings = services.GetRequiredService<IConfiguration>();
        try
        {
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
