using Click2Call.Accounts;
using Click2Call.Accounts.Import;
using Click2Call.Hosting.Start;

namespace Click2Call.Verbs;

/// <summary>Makes a key and shows it, once.</summary>
/// <param name="output">Where the key goes; null is the console.</param>
internal sealed class KeysCreate(TextWriter? output) : AccountVerb(output)
{
    public KeysCreate()
        : this(null)
    {
    }

    public override string Name => "keys create";

    public override string Usage => "ACCOUNT NAME [--scope SCOPE]...   makes a key and prints it, this once; without a scope it opens everything of the account";

    protected override Func<IServiceProvider, CancellationToken, Task<int>> Prepare(IReadOnlyList<string> args)
    {
        var words = new List<string>();
        var scopes = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--scope" && i + 1 < args.Count)
                scopes.Add(args[++i]);
            else if (args[i].StartsWith("--scope=", StringComparison.Ordinal))
                scopes.Add(args[i]["--scope=".Length..]);
            else
                words.Add(args[i]);
        }

        if (words is not [var account, var name] || words.Exists(word => word.StartsWith('-')))
            throw new ArgumentException("An account and a name are needed.");
        if (!KeyWords.IsName(name))
            throw new ArgumentException("A key's name has 1 to 64 letters, digits, spaces, dots, dashes and underscores, such as crm.");
        if (scopes.Find(scope => !KeyWords.IsScope(scope)) is { } wrong)
            throw new ArgumentException($"'{wrong}' is no scope: lower-case letters, digits, dots, colons and dashes, such as calls.");
        return (services, cancellation) => Make(services, account, name, scopes, cancellation);
    }

    private async Task<int> Make(IServiceProvider services, string account, string name, IReadOnlyList<string> scopes, CancellationToken cancellation)
    {
        await Find(services, account, cancellation);
        var book = services.GetRequiredService<IAccountBook>();
        if ((await book.Keys(account, cancellation)).Any(key => key.Name == name))
            throw new StartUpException($"The account has a key '{name}' already; take another name, or first say: click2call keys revoke {account} \"{name}\"");
        var made = KeyHash.NewKey(account);
        await book.SaveKey(new ApiKey { Hash = KeyHash.Of(made), Account = account, Name = name, Scopes = scopes }, cancellation);
        await Out.WriteLineAsync(made);
        return 0;
    }
}
