using Click2Call.Lines;

namespace Click2Call.Functions.Lines;

/// <summary>Has the choice of secrets made when the app starts, so that a missing setting is told then and not by the first visitor's call. Verbs do not start the app.</summary>
internal sealed class SecretsAtStart(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = services.GetRequiredService<ISecrets>();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
