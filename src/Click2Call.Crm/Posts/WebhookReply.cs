namespace Click2Call.Crm.Posts;

/// <summary>What the sender is answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">With its charset.</param>
/// <param name="Body">The text.</param>
/// <param name="RetryAfter">When to send it again, where the answer asks for that.</param>
public sealed record WebhookReply(int Status, string ContentType, string Body, TimeSpan? RetryAfter = null)
{
    /// <summary>The content type of JSON answers.</summary>
    public const string Json = "application/json; charset=utf-8";

    /// <summary>A JSON answer.</summary>
    public static WebhookReply OfJson(string body) => new(200, Json, body);
}
