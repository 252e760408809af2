namespace Click2Call.Functions.Leads;

/// <summary>Why a form is not taken, as the visitor is told.</summary>
/// <param name="Status">400 when they can do something about it, 503 when later, 500 when they cannot.</param>
/// <param name="Sentence">What to do.</param>
/// <param name="RetryAfter">When to try again, if later.</param>
internal sealed record TurnstileRefusal(int Status, string Sentence, TimeSpan? RetryAfter = null);
