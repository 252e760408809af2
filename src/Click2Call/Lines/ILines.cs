namespace Click2Call.Lines;

/// <summary>Finds an account's lines.</summary>
public interface ILines
{
    /// <summary>The line, or null when the account has none of that name.</summary>
    ValueTask<IPhoneLine?> Find(string account, string line, CancellationToken cancellation);
}
