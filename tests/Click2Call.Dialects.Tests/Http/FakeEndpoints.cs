using Click2Call.Events;

namespace Click2Call.Dialects.Tests.Http;

/// <summary>The endpoints of a <see cref="FakeDirectory"/>'s account, and a seal that turns texts around.</summary>
public sealed class FakeEndpoints(FakeDirectory directory) : IEndpointBook, ISecretSeal
{
    public Task<bool> Add(string account, EventEndpoint endpoint, CancellationToken cancellation)
    {
        var added = directory.Account.FindEndpoint(endpoint.Id) is null;
        if (added)
            Put(endpoint);
        return Task.FromResult(added);
    }

    public Task<EventEndpoint?> Change(string account, string endpoint, Func<EventEndpoint, EventEndpoint?> change, CancellationToken cancellation)
    {
        if (directory.Account.FindEndpoint(endpoint) is not { } known || change(known) is not { } changed)
            return Task.FromResult<EventEndpoint?>(null);
        Put(changed);
        return Task.FromResult<EventEndpoint?>(changed);
    }

    public Task<bool> Delete(string account, string endpoint, CancellationToken cancellation)
    {
        var before = directory.Account.Endpoints.Count;
        directory.Account = directory.Account with { Endpoints = [.. directory.Account.Endpoints.Where(one => one.Id != endpoint)] };
        return Task.FromResult(directory.Account.Endpoints.Count < before);
    }

    public Task<EndpointHealth> HealthOf(string account, EventEndpoint endpoint, CancellationToken cancellation) => Task.FromResult(endpoint.Health);

    public Task SaveHealth(string account, EventEndpoint endpoint, EndpointHealth health, CancellationToken cancellation)
    {
        Put(endpoint with { Health = health });
        return Task.CompletedTask;
    }

    public ValueTask<string> Seal(string secret, CancellationToken cancellation) => new(new string([.. secret.Reverse()]));

    public ValueTask<string?> Open(string text, CancellationToken cancellation) => new(new string([.. text.Reverse()]));

    private void Put(EventEndpoint endpoint) =>
        directory.Account = directory.Account with { Endpoints = [.. directory.Account.Endpoints.Where(one => one.Id != endpoint.Id), endpoint] };
}
