namespace Click2Call.Dialects.Http;

/// <summary>An outgoing address leads into a private network.</summary>
public sealed class PrivateAddressException() : IOException(
    "The address leads into a private network; the line's option allowPrivateNetwork permits that.");
