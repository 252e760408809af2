using Click2Call.Accounts;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>The app's directory, with a mistake in it: asked for <c>faulty</c>, it fails as nobody foresaw.</summary>
internal sealed class DirectoryWithFaults(IDirectory directory) : IDirectory
{
    public const string Name = "faulty";
    public const string Inside = "Inside of SecretSauceTable at row 7";

    public ValueTask<Account?> Find(string account, CancellationToken cancellation) =>
        account == Name ? throw new InvalidOperationException(Inside) : directory.Find(account, cancellation);

    public ValueTask<ApiKey?> FindKey(string presented, CancellationToken cancellation) =>
        presented == Name ? throw new InvalidOperationException(Inside) : directory.FindKey(presented, cancellation);

    public ValueTask<IReadOnlyList<string>> List(CancellationToken cancellation) => directory.List(cancellation);
}
