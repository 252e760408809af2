namespace Click2Call.Functions;

/// <summary>Asks every check, at most once in two seconds however often it is asked itself: the door is open to everybody.</summary>
internal sealed class Readiness(IEnumerable<IReadinessCheck> checks, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    // Storage retries for seconds before it gives up; whoever asks for readiness wants to know sooner.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Task<string?>? _last;
    private long _askedAt;

    /// <summary>The first problem found, or null when the app is ready.</summary>
    public Task<string?> Problem(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_last is null || (_last.IsCompleted && clock.GetElapsedTime(_askedAt) >= Fresh))
            {
                _askedAt = clock.GetTimestamp();
                _last = Ask();
            }

            return _last.WaitAsync(cancellation);
        }
    }

    private async Task<string?> Ask()
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            var problems = await Task.WhenAll(checks.Select(check => check.Problem(patience.Token)));
            return problems.FirstOrDefault(problem => problem is not null);
        }
        catch (OperationCanceledException)
        {
            return "Storage did not answer within five seconds.";
        }
    }
}
