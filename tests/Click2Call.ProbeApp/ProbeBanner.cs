using Click2Call.Hosting.Development;

namespace Click2Call.ProbeApp;

/// <summary>One line, so that a test sees that others can add theirs.</summary>
internal sealed class ProbeBanner : IDevelopmentBanner
{
    public Task<IReadOnlyList<string>> Lines(Uri address, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([$"Probe: {new Uri(address, "probe/echo")}"]);
}
