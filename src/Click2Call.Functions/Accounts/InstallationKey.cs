using System.Security.Cryptography;
using Click2Call.Calls;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Rest;

namespace Click2Call.Functions.Accounts;

/// <summary>
/// A random key that all instances of one installation share, kept in the table <c>ApiKeys</c> beside the hashes.
/// The first instance makes it; whoever comes second reads it.
/// </summary>
internal sealed class InstallationKey(StorageAccount storage)
{
    private const string Partition = "installation";

    // Named after its first use; the row of an installation that runs must be found again.
    private const string Row = "status";
    private readonly ITable _table = storage.Table(AccountTable.ApiKeys);
    private byte[]? _key;

    /// <summary>The key; read once in a process.</summary>
    /// <exception cref="StorageUnavailableException">It could not be read.</exception>
    public async ValueTask<byte[]> Get(CancellationToken cancellation)
    {
        if (_key is { } known)
            return known;
        try
        {
            var made = new TableRow(Partition, Row) { ["Key"] = RandomNumberGenerator.GetBytes(32) };
            if (await _table.Get(Partition, Row, cancellation) is not { } row)
            {
                try
                {
                    await _table.Insert(made, cancellation);
                    row = made;
                }
                catch (StorageException taken) when (taken.Problem == StorageProblem.AlreadyExists)
                {
                    row = await _table.Get(Partition, Row, cancellation) ?? throw new InvalidOperationException("The installation's key has gone.");
                }
            }

            return _key = row.GetBinary("Key")!;
        }
        catch (StorageException problem)
        {
            throw new StorageUnavailableException(problem.Message, problem, problem.RetryAfter);
        }
    }
}
