namespace Click2Call.Functions;

/// <summary>Something that must work before the app can take calls.</summary>
public interface IReadinessCheck
{
    /// <summary>What is wrong, in one sentence for the operator and without secrets; null when all is well. Never throws but for the token.</summary>
    Task<string?> Problem(CancellationToken cancellation);
}
