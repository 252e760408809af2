using System.Net;
using Click2Call.Accounts;

namespace Click2Call.Dialects.Technoline;

/// <summary>
/// Which account an address was approved for. Built from all accounts and used for seconds: only two-factor calls ask, and
/// they have no other credential.
/// </summary>
/// <param name="directory">The accounts.</param>
/// <param name="clock">The clock.</param>
public sealed class AddressBook(IDirectory directory, TimeProvider clock) : IDisposable
{
    /// <summary>How long it is used before it is built again.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Book? book;

    /// <summary>The account; null when the address is nobody's, or more than one account's.</summary>
    public async Task<Account?> Find(IPAddress? address, CancellationToken cancellation)
    {
        if (address is null)
            return null;
        var known = book is { } kept && clock.GetUtcNow() - kept.BuiltAt < Fresh ? kept : await Build(cancellation);
        return known.Accounts.GetValueOrDefault(Plain(address)) is { } id && await directory.Find(id, cancellation) is { } account && Admits(account, address) ? account : null;
    }

    /// <summary>Whether an account has approved the address.</summary>
    public static bool Admits(Account account, IPAddress? address)
    {
        ArgumentNullException.ThrowIfNull(account);
        return address is not null && account.Addresses.Any(one => IPAddress.TryParse(one, out var approved) && Plain(approved).Equals(Plain(address)));
    }

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private async Task<Book> Build(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (book is { } kept && clock.GetUtcNow() - kept.BuiltAt < Fresh)
                return kept;
            var found = new Dictionary<IPAddress, string?>();
            foreach (var id in await directory.List(cancellation))
            {
                foreach (var text in (await directory.Find(id, cancellation))?.Addresses ?? [])
                {
                    if (IPAddress.TryParse(text, out var address) && !found.TryAdd(Plain(address), id) && found[Plain(address)] != id)
                        found[Plain(address)] = null;
                }
            }

            var built = new Book(clock.GetUtcNow(), found);
            book = built;
            return built;
        }
        finally
        {
            gate.Release();
        }
    }

    private sealed record Book(DateTimeOffset BuiltAt, Dictionary<IPAddress, string?> Accounts);
}
