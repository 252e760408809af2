using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Hosting.Development;
using Click2Call.Hosting.Start;
using Click2Call.Hosting.Verbs;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Rest;

namespace Click2Call.Verbs;

/// <summary>What the verbs for accounts and keys share: the tables are there before they begin, and storage's failures are one sentence.</summary>
/// <param name="output">Where results go; null is the console.</param>
internal abstract class AccountVerb(TextWriter? output) : IVerb
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Usage { get; }

    /// <summary>Where results go.</summary>
    protected TextWriter Out => output ?? Console.Out;

    /// <inheritdoc/>
    public async Task<int> Run(IReadOnlyList<string> args, IServiceProvider services, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(args);
        var work = Prepare(args);
        try
        {
            // On a developer's machine storage may be the emulator, and nobody has started it yet.
            await using var azurite = services.GetService<DevelopmentStorage>() is { } emulator ? await emulator.Start() : null;
            await services.GetRequiredService<AccountTable>().Create(cancellation);
            return await work(services, cancellation);
        }
        catch (StorageUnavailableException e)
        {
            var storage = services.GetRequiredService<StorageAccount>();
            throw new StartUpException($"The storage account at {storage.TableEndpoint} did not do it; check AzureWebJobsStorage, and that its key or role lets us write tables, then say it again. ({e.Message})", e);
        }
        catch (StorageException e)
        {
            throw new StartUpException($"The account is too big for storage or has a name that it does not take: {e.Message}", e);
        }
        catch (InvalidDataException e)
        {
            throw new StartUpException(e.Message, e);
        }
    }

    /// <summary>Reads the arguments; storage is only asked in what is returned.</summary>
    /// <exception cref="ArgumentException">They are wrong.</exception>
    protected abstract Func<IServiceProvider, CancellationToken, Task<int>> Prepare(IReadOnlyList<string> args);

    /// <summary>The account of that name.</summary>
    /// <exception cref="StartUpException">There is none.</exception>
    protected static async Task<Account> Find(IServiceProvider services, string account, CancellationToken cancellation)
    {
        var directory = services.GetRequiredService<IDirectory>();
        if (await directory.Find(account, cancellation) is { } found)
            return found;
        var known = await directory.List(cancellation);
        throw new StartUpException(known.Count == 0
            ? "There is no account yet; make one with: click2call accounts import FILE"
            : $"There is no account '{account}'; there is {string.Join(", ", known.Take(20))}{(known.Count > 20 ? ", …" : "")}.");
    }
}
