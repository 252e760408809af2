namespace Click2Call.Events;

/// <summary>What became of one attempt to deliver.</summary>
public abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>It was taken.</summary>
    /// <param name="Status">The HTTP status, if it was one.</param>
    /// <param name="Remote">What the receiver calls it.</param>
    /// <param name="Note">What there is to say all the same.</param>
    public sealed record Done(int? Status, string? Remote = null, string? Note = null) : SendResult;

    /// <summary>The receiver does not want to hear any more (HTTP 410).</summary>
    /// <param name="Status">The HTTP status.</param>
    public sealed record Gone(int Status) : SendResult;

    /// <summary>It was not taken.</summary>
    /// <param name="Status">The HTTP status; null when there was no answer.</param>
    /// <param name="Problem">Why, in words for the account.</param>
    /// <param name="RetryAfter">How long the receiver wants to be left alone.</param>
    public sealed record Failed(int? Status, string Problem, TimeSpan? RetryAfter = null) : SendResult
    {
        /// <summary>
        /// It may have been taken all the same, and whoever asks the receiver before <see cref="RetryAfter"/> is told that it was
        /// not: nothing may bring the next attempt forward.
        /// </summary>
        public bool Unclear { get; init; }
    }
}
