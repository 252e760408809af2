namespace Click2Call.Storage.Rest;

/// <summary>What it takes to withdraw a message that was just put.</summary>
/// <param name="MessageId">The service's id of the message.</param>
/// <param name="PopReceipt">The proof that nobody took it meanwhile.</param>
public sealed record QueueReceipt(string MessageId, string PopReceipt);
