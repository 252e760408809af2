using Click2Call.Accounts;
using Click2Call.Hosting.Start;
using Click2Call.Storage.Accounts;

namespace Click2Call.Verbs;

/// <summary>Removes a key.</summary>
/// <param name="output">Where results go; null is the console.</param>
internal sealed class KeysRevoke(TextWriter? output) : AccountVerb(output)
{
    public KeysRevoke()
        : this(null)
    {
    }

    /// <summary>How much of a hash names a key.</summary>
    private const int ShortestPrefix = 6;

    public override string Name => "keys revoke";

    public override string Usage => "ACCOUNT NAME|HASH   removes the key of that name, or whose hash begins so";

    protected override Func<IServiceProvider, CancellationToken, Task<int>> Prepare(IReadOnlyList<string> args) => args is [var account, var which]
        ? (services, cancellation) => Revoke(services, account, which, cancellation)
        : throw new ArgumentException("An account and a key are needed.");

    // The account may be gone already: its keys must be removable all the same.
    private async Task<int> Revoke(IServiceProvider services, string account, string which, CancellationToken cancellation)
    {
        var book = services.GetRequiredService<IAccountBook>();
        var keys = await book.Keys(account, cancellation);
        var found = keys.Where(key => key.Name == which).ToList();
        if (found.Count == 0 && which.Length >= ShortestPrefix)
            found = [.. keys.Where(key => key.Hash.StartsWith(which, StringComparison.OrdinalIgnoreCase))];
        switch (found)
        {
            case []:
                throw new StartUpException($"The account '{account}' has no key '{which}'; see: click2call keys list {account}");
            case [var key]:
                await book.RevokeKey(key.Hash, cancellation);
                await Out.WriteLineAsync($"The key '{key.Name}' of account '{account}' is revoked; running instances forget it within {AccountDirectory.KeyFresh.TotalSeconds:0} seconds.");
                return 0;
            default:
                throw new StartUpException($"Several keys are meant by '{which}'; say one of these hashes: {string.Join(", ", found.Select(key => key.Hash[..KeysList.HashShown]))}.");
        }
    }
}
