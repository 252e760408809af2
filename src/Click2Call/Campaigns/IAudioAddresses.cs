namespace Click2Call.Campaigns;

/// <summary>Tells phone systems where to fetch the account's audio.</summary>
public interface IAudioAddresses
{
    /// <summary>The path of a file below the address of this app, without a slash in front. Nobody can guess it, and it stops working in some days; until then it stays the same for a day, so that phone systems need not fetch it again.</summary>
    /// <exception cref="Calls.StorageUnavailableException">The key that signs it could not be read.</exception>
    ValueTask<string> PathOf(string account, string name, CancellationToken cancellation);
}
