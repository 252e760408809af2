namespace Click2Call.Hosting.Catalog;

/// <summary>A function that answers HTTP requests. A family with several routes is several of these.</summary>
/// <param name="Name">The function's name, unique in the app.</param>
/// <param name="Methods">The methods it answers, such as <c>GET</c>. <c>OPTIONS</c> only reaches us where the host has no CORS of its own.</param>
/// <param name="Route">The path, without a slash in front; empty for the front page. Literals match in either case and beat parameters.</param>
/// <param name="Handler">Answers the request.</param>
public sealed record HttpFunction(string Name, IReadOnlyList<string> Methods, string Route, Func<HttpContext, Task> Handler)
{
    /// <summary>The largest body in bytes; a larger one is 413. 1 MiB unless said otherwise.</summary>
    public long MaxBody { get; init; } = 1024 * 1024;

    /// <summary>
    /// Words an error that the handler did not foresee, in the form that its callers read: gets the status, which is set
    /// already. Absent: one line of plain text.
    /// </summary>
    public Func<HttpContext, int, Task>? Failure { get; init; }
}
