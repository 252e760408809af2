using Click2Call.Lines;

namespace Click2Call.Storage.Secrets;

/// <summary>
/// Secrets from the app's settings, for Development: <c>Secrets:name</c>, in the environment <c>Secrets__name</c>; a dash of
/// the name may be an underscore there, because shells admit no dash.
/// </summary>
/// <param name="setting">Reads a setting by its name; null when there is none.</param>
public sealed class ConfigurationSecrets(Func<string, string?> setting) : ISecrets
{
    /// <inheritdoc/>
    public ValueTask<string> Get(string name, CancellationToken cancellation)
    {
        if (!SecretName.IsValid(name))
            return ValueTask.FromException<string>(new SecretUnavailableException("A secret's name is 1 to 127 letters, digits and dashes; one of the line's secrets has another."));
        foreach (var spelling in new[] { name, name.Replace('-', '_') })
        {
            if (setting($"Secrets:{spelling}") is { Length: > 0 } value)
                return new(value);
        }

        return ValueTask.FromException<string>(new SecretUnavailableException($"There is no secret '{name}': set Secrets__{name.Replace('-', '_')} in the environment, or Secrets:{name} in the settings."));
    }
}
