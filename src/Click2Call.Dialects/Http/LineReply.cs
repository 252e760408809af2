namespace Click2Call.Dialects.Http;

/// <summary>What became of one request to a phone system.</summary>
public abstract record LineReply
{
    private LineReply()
    {
    }

    /// <summary>The phone system can't have seen the whole request: no address, refused, no TLS, no connection in time.</summary>
    /// <param name="Reason">For the history; no secrets, no addresses.</param>
    public sealed record NotSent(string Reason) : LineReply
    {
        /// <summary>It was not even tried, because the line's circuit is open; when it may be tried.</summary>
        public TimeSpan? TryAgainIn { get; init; }
    }

    /// <summary>The request went out, or may have, and no whole answer came back.</summary>
    /// <param name="Reason">For the history; no secrets.</param>
    public sealed record Broken(string Reason) : LineReply;

    /// <summary>An answer came.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="ContentType">The media type without parameters, lower case; empty when there is none.</param>
    /// <param name="Body">The body as text, cut at the limit.</param>
    /// <param name="Whole">False when the body is cut, or broke off behind an error status.</param>
    public sealed record Answered(int Status, string ContentType, string Body, bool Whole = true) : LineReply
    {
        /// <summary>Status and size only: what phone systems answer may hold names and numbers.</summary>
        public override string ToString() => $"HTTP {Status}, {Body.Length} characters";
    }
}
