namespace Click2Call.Events;

/// <summary>Seals secrets that we made or were handed, so that only this installation can read them again.</summary>
/// <remarks>Any member may throw <see cref="Calls.StorageUnavailableException"/>.</remarks>
public interface ISecretSeal
{
    /// <summary>Seals a secret.</summary>
    ValueTask<string> Seal(string secret, CancellationToken cancellation);

    /// <summary>The secret in a sealed text; null when it is none of ours.</summary>
    ValueTask<string?> Open(string text, CancellationToken cancellation);
}
