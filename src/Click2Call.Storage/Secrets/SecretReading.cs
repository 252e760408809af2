using Click2Call.Lines;

namespace Click2Call.Storage.Secrets;

/// <summary>What came of asking the vault. Classes, not records: a record would print its value.</summary>
internal abstract class SecretReading
{
    private SecretReading()
    {
    }

    /// <summary>It gave the value.</summary>
    public sealed class Found(string value, DateTimeOffset? expiresOn) : SecretReading
    {
        public string Value => value;

        public DateTimeOffset? ExpiresOn => expiresOn;
    }

    /// <summary>It did not.</summary>
    /// <param name="problem">Why.</param>
    /// <param name="oldValueWillDo">Whether the vault is merely down; not when it says that there is no such secret, or not for us.</param>
    public sealed class Failed(SecretUnavailableException problem, bool oldValueWillDo) : SecretReading
    {
        public SecretUnavailableException Problem => problem;

        public bool OldValueWillDo => oldValueWillDo;
    }
}
