namespace Click2Call.Lines;

/// <summary>A secret could not be had.</summary>
/// <param name="message">Names the secret and what to do; never its value.</param>
/// <param name="inner">What went wrong below.</param>
public sealed class SecretUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
