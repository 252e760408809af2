using Click2Call.Accounts;

namespace Click2Call.Verbs;

/// <summary>Lists the accounts.</summary>
/// <param name="output">Where results go; null is the console.</param>
internal sealed class AccountsList(TextWriter? output) : AccountVerb(output)
{
    public AccountsList()
        : this(null)
    {
    }

    public override string Name => "accounts list";

    public override string Usage => "  lists the accounts";

    /// <summary>What an account has, in words.</summary>
    public static string Parts(Account account) =>
        $"{Count(account.Lines.Count, "line")}, {Count(account.Extensions.Count, "extension")}, {Count(account.ClickToCalls.Count, "click-to-call")}";

    protected override Func<IServiceProvider, CancellationToken, Task<int>> Prepare(IReadOnlyList<string> args) =>
        args.Count == 0 ? List : throw new ArgumentException("This takes no arguments.");

    private async Task<int> List(IServiceProvider services, CancellationToken cancellation)
    {
        var directory = services.GetRequiredService<IDirectory>();
        foreach (var id in await directory.List(cancellation))
        {
            if (await directory.Find(id, cancellation) is { } account)
                await Out.WriteLineAsync($"{id}\t{account.Name}\t{Parts(account)}");
        }

        return 0;
    }

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
