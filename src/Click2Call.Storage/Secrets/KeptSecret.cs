using Click2Call.Lines;

namespace Click2Call.Storage.Secrets;

/// <summary>One secret in memory, read by one reader at a time.</summary>
/// <param name="read">Asks the vault; never throws.</param>
/// <param name="warn">Told once when an old value begins to be used because the vault is down.</param>
/// <param name="time">Tells how old the value is.</param>
internal sealed class KeptSecret(Func<Task<SecretReading>> read, Action<SecretUnavailableException> warn, TimeProvider time)
{
    /// <summary>How long a value is used without asking.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>From this age on the next reader has it read again, without waiting.</summary>
    public static readonly TimeSpan ReadAgain = TimeSpan.FromMinutes(4);

    /// <summary>How long before its expiry date a value is read again.</summary>
    public static readonly TimeSpan BeforeExpiry = TimeSpan.FromMinutes(1);

    /// <summary>How old a value may be when the vault is down.</summary>
    public static readonly TimeSpan OldestInNeed = TimeSpan.FromHours(1);

    /// <summary>How long the vault is left alone after a reading that failed or brought an expired value.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private SecretReading.Found? _value;
    private DateTimeOffset _readAt;
    private DateTimeOffset _askAgainAt;
    private DateTimeOffset _useUntil;
    private SecretReading.Failed? _failure;
    private DateTimeOffset _failedAt;
    private Task<SecretReading>? _underWay;
    private bool _warned;

    public async ValueTask<string> Get(CancellationToken cancellation)
    {
        var (known, reading) = Look();
        if (known is null)
            known = await reading!.WaitAsync(cancellation);
        return known switch
        {
            SecretReading.Found found => found.Value,
            SecretReading.Failed failed => throw new SecretUnavailableException(failed.Problem.Message, failed.Problem.InnerException),
            _ => throw new InvalidOperationException("A reading is found or failed."),
        };
    }

    private (SecretReading? Known, Task<SecretReading>? Reading) Look()
    {
        var source = new TaskCompletionSource<SecretReading>(TaskCreationOptions.RunContinuationsAsynchronously);
        SecretReading? known = null;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var pausing = _failure is not null && now - _failedAt < Pause;
            if (_value is not null && now < _useUntil)
                known = _value;
            else if (pausing)
                known = InNeed(_failure!, now);
            if (known is not null && (pausing || now < _askAgainAt))
                return (known, null);
            if (_underWay is not null)
                return (known, _underWay);
            _underWay = source.Task;
        }

        _ = Fill(source);
        return (known, source.Task);
    }

    // Not canceled by the reader who happened to come first: others wait for the same answer.
    private async Task Fill(TaskCompletionSource<SecretReading> source)
    {
        var reading = await read();
        lock (_gate)
        {
            _underWay = null;
            var now = time.GetUtcNow();
            if (reading is SecretReading.Found found)
            {
                Keep(found, now);
            }
            else
            {
                (_failure, _failedAt) = ((SecretReading.Failed)reading, now);
                reading = _value is not null && now < _useUntil && _failure.OldValueWillDo ? _value : InNeed(_failure, now);
            }
        }

        source.SetResult(reading);
    }

    private void Keep(SecretReading.Found found, DateTimeOffset now)
    {
        (_value, _readAt, _failure, _warned) = (found, now, null, false);
        (_askAgainAt, _useUntil) = (now + ReadAgain, now + Fresh);
        if (found.ExpiresOn is not { } expiry || expiry >= _useUntil + BeforeExpiry)
            return;

        // A value that is past its date is used all the same, since the vault has no other; but it is asked for often.
        _useUntil = Later(expiry, now + Pause);
        _askAgainAt = Later(expiry - BeforeExpiry, now + Pause);
    }

    private SecretReading InNeed(SecretReading.Failed failure, DateTimeOffset now)
    {
        if (!failure.OldValueWillDo || _value is null || now - _readAt > OldestInNeed)
            return failure;
        if (!_warned)
            warn(failure.Problem);
        _warned = true;
        return _value;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
