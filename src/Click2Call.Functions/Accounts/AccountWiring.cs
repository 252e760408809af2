using Click2Call.Accounts;
using Click2Call.Accounts.Import;
using Click2Call.Hosting.Verbs;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Rest;
using Click2Call.Verbs;

namespace Click2Call.Functions.Accounts;

/// <summary>Accounts and keys as services, and the verbs for them.</summary>
internal static class AccountWiring
{
    /// <summary>Needs the storage account. Nothing is asked until it is used.</summary>
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services
            .AddSingleton(services => new AccountTable(Table(services, AccountTable.Accounts), Table(services, AccountTable.ApiKeys)))
            .AddSingleton(services => new AccountDirectory(
                Table(services, AccountTable.Accounts), Table(services, AccountTable.ApiKeys), services.GetRequiredService<TimeProvider>()))
            .AddSingleton<IDirectory>(services => services.GetRequiredService<AccountDirectory>())
            .AddSingleton<IAccountBook>(services =>
                new SeenAccountBook(services.GetRequiredService<AccountTable>(), services.GetRequiredService<AccountDirectory>()))
            .AddSingleton(services => new AccountImport(services.GetRequiredService<IDirectory>(), services.GetRequiredService<IAccountBook>()))
            .AddSingleton<IVerb, AccountsImport>()
            .AddSingleton<IVerb, AccountsList>()
            .AddSingleton<IVerb, HealthVerb>()
            .AddSingleton<IVerb, KeysCreate>()
            .AddSingleton<IVerb, KeysList>()
            .AddSingleton<IVerb, KeysRevoke>()
            .AddSingleton<IVerb, LinesCheck>();
    }

    private static ITable Table(IServiceProvider services, string name) => services.GetRequiredService<StorageAccount>().Table(name);
}
