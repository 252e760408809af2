using Click2Call.Accounts;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Rest;

namespace Click2Call.Functions.Accounts;

/// <summary>Wires accounts and keys to storage.</summary>
internal static class AccountServices
{
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IDirectory>(services =>
        {
            var storage = services.GetRequiredService<StorageAccount>();
            return new AccountDirectory(
                storage.Table(AccountTable.Accounts), storage.Table(AccountTable.ApiKeys), services.GetRequiredService<TimeProvider>());
        });
        builder.Services.AddSingleton<IAccountBook>(services =>
        {
            var storage = services.GetRequiredService<StorageAccount>();
            return new AccountTable(storage.Table(AccountTable.Accounts), storage.Table(AccountTable.ApiKeys));
        });
    }
}
