using Click2Call.Accounts;
using Click2Call.Accounts.Import;
using Click2Call.Crm;
using Click2Call.Hosting.Start;
using Click2Call.Lines;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Rest;
using System.Security.Cryptography;

namespace Click2Call.Functions.Demo;

/// <summary>
/// In Development, and only when storage is on this machine: keeps the account <c>demo</c> as accounts.example.json
/// describes it, with a key that stays the same on one machine. The file is imported when the account is not there, and
/// whenever it was changed.
/// </summary>
/// <param name="services">Storage is asked for late: its settings may come up with the emulator.</param>
/// <param name="environment">Tells whether this is Development, and where the app's files are.</param>
internal sealed class DevelopmentAccounts(IServiceProvider services, IHostEnvironment environment) 
{
    /// <summary>The file.</summary>
    public const string FileName = "accounts.example.json";

    /// <summary>The account that it describes.</summary>
    public const string Account = "demo";

    private const string KeyName = "demo";

    /// <summary>The demo key, once it is prepared.</summary>
    public string? Key { get; private set; }

    /// <summary>Prepares the account. Idempotent.</summary>
    /// <returns>The demo key, or null where there is none: not Development, storage elsewhere, or no file.</returns>
    /// <exception cref="StartUpException">The file has a mistake.</exception>
    public async Task<string?> Prepare(CancellationToken cancellation)
    {
        if (!environment.IsDevelopment() || !services.GetRequiredService<StorageAccount>().TableEndpoint.IsLoopback || FindFile() is not { } file)
            return null;
        await services.GetRequiredService<AccountTable>().Create(cancellation);
        var memory = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(file)!, ".azurite")).FullName;
        var key = await DemoKey(Path.Combine(memory, "demo-key"), cancellation);
        await Import(file, Path.Combine(memory, "demo-accounts"), cancellation);
        return Key = key;
    }

    private string? FindFile() =>
        new[] { environment.ContentRootPath, AppContext.BaseDirectory, Directory.GetCurrentDirectory() }.SelectMany(Upwards)
            .Select(folder => Path.Combine(folder, FileName))
            .FirstOrDefault(File.Exists);

    private static IEnumerable<string> Upwards(string path)
    {
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
            yield return folder.FullName;
    }

    private async Task<string> DemoKey(string path, CancellationToken cancellation)
    {
        var key = File.Exists(path) ? (await File.ReadAllTextAsync(path, cancellation)).Trim() : "";
        if (key.Length < 32)
        {
            key = KeyHash.NewKey(Account);
            await File.WriteAllTextAsync(path, key + "\n", cancellation);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var book = services.GetRequiredService<IAccountBook>();
        var hash = KeyHash.Of(key);
        var named = (await book.Keys(Account, cancellation)).Where(one => one.Name == KeyName).ToList();
        foreach (var old in named.Where(one => one.Hash != hash))
            await book.RevokeKey(old.Hash, cancellation);
        if (!named.Exists(one => one.Hash == hash))
            await book.SaveKey(new ApiKey { Hash = hash, Account = Account, Name = KeyName }, cancellation);
        return key;
    }

    private async Task Import(string file, string importedPath, CancellationToken cancellation)
    {
        var text = await File.ReadAllTextAsync(file, cancellation);
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
        if (await services.GetRequiredService<IDirectory>().Find(Account, cancellation) is not null
            && File.Exists(importedPath)
            && await File.ReadAllTextAsync(importedPath, cancellation) == fingerprint)
        {
            return;
        }

        var read = AccountFile.Read(text, services.GetServices<IDialect>(), CrmSources.All);
        if (read.Mistakes.Count > 0)
            throw new StartUpException($"{file} was not imported.{Environment.NewLine}{string.Join(Environment.NewLine, read.Mistakes)}");
        var import = services.GetRequiredService<AccountImport>();
        foreach (var account in read.Accounts)
            await import.Save(account, made => Console.WriteLine($"New {made.What}, shown this once: {made.Value}"), cancellation);
        await File.WriteAllTextAsync(importedPath, fingerprint, cancellation);
    }
}
