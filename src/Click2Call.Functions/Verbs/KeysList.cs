using Click2Call.Accounts;

namespace Click2Call.Verbs;

/// <summary>Lists an account's keys by name and the beginning of their hash.</summary>
/// <param name="output">Where results go; null is the console.</param>
internal sealed class KeysList(TextWriter? output) : AccountVerb(output)
{
    public KeysList()
        : this(null)
    {
    }

    /// <summary>How much of a hash is shown: enough to tell keys apart.</summary>
    public const int HashShown = 12;

    public override string Name => "keys list";

    public override string Usage => "ACCOUNT   lists the account's keys: name, hash, scopes";

    protected override Func<IServiceProvider, CancellationToken, Task<int>> Prepare(IReadOnlyList<string> args) => args is [var account]
        ? (services, cancellation) => List(services, account, cancellation)
        : throw new ArgumentException("One account is needed.");

    private async Task<int> List(IServiceProvider services, string account, CancellationToken cancellation)
    {
        await Find(services, account, cancellation);
        foreach (var key in await services.GetRequiredService<IAccountBook>().Keys(account, cancellation))
            await Out.WriteLineAsync($"{key.Name}\t{key.Hash[..HashShown]}\t{(key.Scopes.Count == 0 ? "everything" : string.Join(' ', key.Scopes))}");
        return 0;
    }
}
