namespace Click2Call.Crm.Posts;

/// <summary>Why a post could not be read.</summary>
/// <param name="Status">400, or 415 for a content type that the source does not send.</param>
/// <param name="Field">The header or field that it is about; absent when it is the body as a whole.</param>
/// <param name="Message">One sentence for whoever set the webhook up. Never a value that was sent.</param>
public sealed record PostProblem(int Status, string? Field, string Message);
