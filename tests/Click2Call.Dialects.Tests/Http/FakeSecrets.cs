using Click2Call.Lines;

namespace Click2Call.Dialects.Tests.Http;

/// <summary>Secrets by name; what is not there can't be had.</summary>
public sealed class FakeSecrets : Dictionary<string, string>, ISecrets
{
    public ValueTask<string> Get(string name, CancellationToken cancellation) => TryGetValue(name, out var value)
        ? ValueTask.FromResult(value)
        : throw new SecretUnavailableException($"The secret {name} is not there.");
}
