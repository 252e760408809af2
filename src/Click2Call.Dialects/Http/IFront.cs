using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Http;

/// <summary>
/// The accepting side of a dialect: reads one request, asks the desk, answers in the dialect's own words. Which
/// route leads here is the business of the app's function catalog; a front looks at no more of the path than the
/// dialect itself puts there.
/// </summary>
public interface IFront
{
    /// <summary>The name in <see cref="Orders.CallOrder.Front"/>.</summary>
    string Name { get; }

    /// <summary>
    /// Answers one request, whatever is in it. The caller's closed connection ends the reading of the request and
    /// nothing else: an order that was read is worked on to its end.
    /// </summary>
    Task Answer(HttpContext http);

    /// <summary>
    /// Words an error that <see cref="Answer"/> did not foresee, in the shape that its clients parse. Of 503 nothing was dialled;
    /// of any other 5xx nobody knows, and our own lines must not take it for a refusal.
    /// </summary>
    /// <param name="http">The exchange.</param>
    /// <param name="status">The HTTP status: 413, 503, another 5xx, or a 4xx for a request that could not be read.</param>
    Task Fail(HttpContext http, int status);
}
