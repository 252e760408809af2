namespace Click2Call.Storage.Secrets;

/// <summary>The settings do not say where secrets are. The message is one sentence for the operator.</summary>
/// <param name="message">What to do.</param>
public sealed class SecretsSettingsException(string message) : Exception(message);
