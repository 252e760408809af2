namespace Click2Call.Storage.Rest;

/// <summary>The storage settings are missing or wrong. The message is one sentence for the operator and never holds a key.</summary>
public sealed class StorageSettingsException(string message) : Exception(message);
