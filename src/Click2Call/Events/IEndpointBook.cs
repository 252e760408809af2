namespace Click2Call.Events;

/// <summary>Changes the endpoints of accounts.</summary>
/// <remarks>Any member may throw <see cref="Calls.StorageUnavailableException"/>.</remarks>
public interface IEndpointBook
{
    /// <summary>Adds an endpoint, and never replaces one.</summary>
    /// <returns>False when its id is taken, whether any copy in memory knows it or not.</returns>
    Task<bool> Add(string account, EventEndpoint endpoint, CancellationToken cancellation);

    /// <summary>Changes an endpoint as it is now, past every copy in memory, so that what others change at the same time stays.</summary>
    /// <param name="account">The account's id.</param>
    /// <param name="endpoint">The endpoint's id.</param>
    /// <param name="change">Given the endpoint and how it fares, the changed one, or null to leave it; again when somebody was faster. The health is not written.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The changed endpoint; null when there is none, or it was left.</returns>
    Task<EventEndpoint?> Change(string account, string endpoint, Func<EventEndpoint, EventEndpoint?> change, CancellationToken cancellation);

    /// <summary>Removes an endpoint; false when there was none.</summary>
    Task<bool> Delete(string account, string endpoint, CancellationToken cancellation);

    /// <summary>Reads how an endpoint fares, past every copy in memory.</summary>
    Task<EndpointHealth> HealthOf(string account, EventEndpoint endpoint, CancellationToken cancellation);

    /// <summary>Writes how an endpoint fares.</summary>
    Task SaveHealth(string account, EventEndpoint endpoint, EndpointHealth health, CancellationToken cancellation);
}
