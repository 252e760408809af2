namespace Click2Call.Hosting.Development;

/// <summary>
/// Something that a developer should see once the stand-alone host runs in Development: an address, a key, a line to try.
/// Register it as a service; storage is up and the server listens when it is asked, so it may also prepare what it shows.
/// </summary>
public interface IDevelopmentBanner
{
    /// <summary>Lines to print, in order.</summary>
    /// <param name="address">Where the app listens, such as <c>http://127.0.0.1:7071/</c>.</param>
    /// <param name="cancellation">The process ends.</param>
    Task<IReadOnlyList<string>> Lines(Uri address, CancellationToken cancellation);
}
