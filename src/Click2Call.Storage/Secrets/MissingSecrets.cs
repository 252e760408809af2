using Click2Call.Lines;

namespace Click2Call.Storage.Secrets;

/// <summary>No source of secrets is configured: lines that need none work, each other one is refused with the sentence that says what to set.</summary>
/// <param name="sentence">What to set.</param>
public sealed class MissingSecrets(string sentence) : ISecrets
{
    /// <inheritdoc/>
    public ValueTask<string> Get(string name, CancellationToken cancellation) => ValueTask.FromException<string>(new SecretUnavailableException(sentence));
}
