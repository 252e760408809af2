namespace Click2Call.Storage.Rest;

/// <summary>A message that was received and is hidden from the others for a while.</summary>
/// <param name="MessageId">The service's id of the message.</param>
/// <param name="PopReceipt">The proof that we are the last who took it; it changes with each receive and visibility update.</param>
/// <param name="Text">The text. A message that is not base64 comes as it is.</param>
/// <param name="DequeueCount">How often it was received, this time included.</param>
/// <param name="InsertedAt">When it was put, in whole seconds of the service's clock.</param>
public sealed record QueueMessage(string MessageId, string PopReceipt, string Text, int DequeueCount, DateTimeOffset InsertedAt);
