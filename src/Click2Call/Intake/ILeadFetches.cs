namespace Click2Call.Intake;

/// <summary>Keeps what is to be read from CRMs.</summary>
public interface ILeadFetches
{
    /// <summary>Puts one, durable when this returns.</summary>
    /// <param name="fetch">What to read.</param>
    /// <param name="after">When, from now; at most 7 days.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Calls.StorageUnavailableException">Storage did not answer; it may or may not be kept.</exception>
    Task Put(LeadFetch fetch, TimeSpan after, CancellationToken cancellation);
}
