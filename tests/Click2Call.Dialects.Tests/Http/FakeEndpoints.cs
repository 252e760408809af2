using Click2Call.Events;

namespace Click2Call.Dialects.Tests.Http;

/// <summary>The endpoints of a <see cref="FakeDirectory"/>'s account, and a seal that turns texts around.</summary>
public sealed class FakeEndpoints(FakeDirectory directory) : IEndpointBook, ISecretSeal
{
    public Task Save(string account, EventEndpoint endpoint, CancellationToken cancellation)
    {
        directory.Account = directory.Account with { Endpoints = [.. directory.Account.Endpoints.Where(one => one.Id != endpoint.Id), endpoint] };
        return Task.CompletedTask;
    }

    public async Task<EventEndpoint?> Change(string account, string endpoint, Func<EventEndpoint, EventEndpoint?> change, CancellationToken cancellation)
    {
        if (directory.Account.FindEndpoint(endpoint) is not { } known || change(known) is not { } changed)
            return null;
        await Save(account, changed, cancellation);
        return changed;
    }

    public Task<bool> Delete(string account, string endpoint, CancellationToken cancellation)
    {
        var before = directory.Account.Endpoints.Count;
        directory.Account = directory.Account with { Endpoints = [.. directory.Account.Endpoints.Where(one => one.Id != endpoint)] };
        return Task.FromResult(directory.Account.Endpoints.Count < before);
    }

    public Task<EndpointHealth> HealthOf(string account, EventEndpoint endpoint, CancellationToken cancellation) => Task.FromResult(endpoint.Health);

    public Task SaveHealth(string account, EventEndpoint endpoint, EndpointHealth health, CancellationToken cancellation) =>
        Save(account, endpoint with { Health = health }, cancellation);

    public ValueTask<string> Seal(string secret, CancellationToken cancellation) => new(new string([.. secret.Reverse()]));

    public ValueTask<string?> Open(string text, CancellationToken cancellation) => new(new string([.. text.Reverse()]));
}
