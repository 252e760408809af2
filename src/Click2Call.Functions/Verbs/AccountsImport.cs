using Click2Call.Accounts.Import;
using Click2Call.Crm;
using Click2Call.Hosting.Start;
using Click2Call.Lines;

namespace Click2Call.Verbs;

/// <summary>Reads accounts from a file and writes them; writes nothing when the file has a mistake.</summary>
/// <param name="output">Where results go; null is the console.</param>
/// <param name="errors">Where mistakes go; null is the console.</param>
internal sealed class AccountsImport(TextWriter? output, TextWriter? errors) : AccountVerb(output)
{
    public AccountsImport()
        : this(null, null)
    {
    }

    public override string Name => "accounts import";

    public override string Usage => "FILE   writes the accounts that a file describes (docs/accounts.md); nothing when it has a mistake";

    protected override Func<IServiceProvider, CancellationToken, Task<int>> Prepare(IReadOnlyList<string> args)
    {
        if (args is not [var path])
            throw new ArgumentException("One file is needed.");
        var text = Read(path);
        return (services, cancellation) => Import(path, text, services, cancellation);
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartUpException($"The file {path} can't be read: {e.Message}", e);
        }
    }

    private async Task<int> Import(string path, string text, IServiceProvider services, CancellationToken cancellation)
    {
        var file = AccountFile.Read(text, services.GetServices<IDialect>(), CrmSources.All);
        if (file.Mistakes.Count > 0)
        {
            var complaints = errors ?? Console.Error;
            foreach (var mistake in file.Mistakes)
                await complaints.WriteLineAsync(mistake.ToString());
            await complaints.WriteLineAsync($"Nothing was written: {path} has {(file.Mistakes.Count == 1 ? "a mistake" : $"{file.Mistakes.Count} mistakes")}.");
            return 1;
        }

        var import = services.GetRequiredService<AccountImport>();
        foreach (var described in file.Accounts)
        {
            var account = await import.Save(described, Show, cancellation);
            await Out.WriteLineAsync($"Account '{account.Id}': {AccountsList.Parts(account)}.");
        }

        return 0;
    }

    private void Show(NewCredential made) => Out.WriteLine($"New {made.What}, shown this once: {made.Value}");
}
