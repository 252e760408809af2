namespace Click2Call.Lines;

/// <summary>Provider keys: Key Vault in production, configuration in Development.</summary>
public interface ISecrets
{
    /// <summary>The secret's value now.</summary>
    /// <exception cref="SecretUnavailableException">There is none of that name, or the vault cannot be reached. The message names the secret, never its value.</exception>
    ValueTask<string> Get(string name, CancellationToken cancellation);
}
