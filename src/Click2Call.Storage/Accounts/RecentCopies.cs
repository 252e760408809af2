using System.Diagnostics.CodeAnalysis;
using Click2Call.Calls;

namespace Click2Call.Storage.Accounts;

/// <summary>
/// Copies of what storage holds, each read by one reader at a time and kept for seconds. While storage is down, copies
/// of up to five minutes are handed out. Bounded in number: strangers choose the keys.
/// </summary>
internal sealed class RecentCopies<T>(Func<string, Task<T?>> read, TimeSpan fresh, TimeProvider time)
    where T : class
{
    /// <summary>How long "there is none such" is believed: short, because people make a key and try it at once.</summary>
    public static readonly TimeSpan FreshAbsence = TimeSpan.FromSeconds(2);

    /// <summary>How old a copy may be when storage is down.</summary>
    public static readonly TimeSpan OldestInNeed = TimeSpan.FromMinutes(5);

    public const int MaxCopies = 10_000;
    public const int MaxAbsences = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Copy> _copies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _absences = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<T?>> _underWay = new(StringComparer.Ordinal);

    /// <summary>How many are in memory.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _copies.Count + _absences.Count;
            }
        }
    }

    /// <summary>The next reader asks storage: this process has just changed it. What is being read now may be older, and is not kept.</summary>
    public void Forget(string key)
    {
        lock (_gate)
        {
            _copies.Remove(key);
            _absences.Remove(key);
            _underWay.Remove(key);
        }
    }

    public ValueTask<T?> Get(string key, CancellationToken cancellation)
    {
        TaskCompletionSource<T?> source;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_copies.TryGetValue(key, out var copy) && now - copy.CheckedAt < fresh)
                return new(copy.Value);
            if (_absences.TryGetValue(key, out var since) && now - since < FreshAbsence)
                return new((T?)null);
            if (_underWay.TryGetValue(key, out var reading))
                return new(reading.WaitAsync(cancellation));
            source = new TaskCompletionSource<T?>(TaskCreationOptions.RunContinuationsAsynchronously);
            _underWay[key] = source.Task;
        }

        _ = Fill(key, source);
        return new(source.Task.WaitAsync(cancellation));
    }

    // Not canceled by the reader who happened to come first: others wait for the same answer.
    [SuppressMessage("Design", "CA1031", Justification = "Whoever waits gets the exception, whatever it is.")]
    private async Task Fill(string key, TaskCompletionSource<T?> source)
    {
        try
        {
            var value = await read(key);
            Keep(key, value, source.Task);
            source.SetResult(value);
        }
        catch (StorageUnavailableException) when (InNeed(key, source.Task) is { } old)
        {
            source.SetResult(old);
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                Ends(key, source.Task);
            }

            source.SetException(e);
            _ = source.Task.Exception;
        }
    }

    // False: it was forgotten meanwhile, and somebody else may be reading by now.
    private bool Ends(string key, Task<T?> reading) =>
        _underWay.TryGetValue(key, out var latest) && latest == reading && _underWay.Remove(key);

    private void Keep(string key, T? value, Task<T?> reading)
    {
        lock (_gate)
        {
            if (!Ends(key, reading))
                return;
            var now = time.GetUtcNow();
            _copies.Remove(key);
            _absences.Remove(key);
            if (value is null)
            {
                MakeRoom(_absences, MaxAbsences, since => now - since >= FreshAbsence);
                _absences[key] = now;
            }
            else
            {
                MakeRoom(_copies, MaxCopies, copy => now - copy.ReadAt >= fresh);
                _copies[key] = new Copy(value, now, now);
            }
        }
    }

    /// <summary>The old copy, if there is one that may be used; it then counts as looked at, so that not every request waits for storage to fail.</summary>
    private T? InNeed(string key, Task<T?> reading)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (!_copies.TryGetValue(key, out var copy) || now - copy.ReadAt > OldestInNeed)
                return null;
            Ends(key, reading);
            _copies[key] = copy with { CheckedAt = now };
            return copy.Value;
        }
    }

    private static void MakeRoom<TValue>(Dictionary<string, TValue> values, int most, Func<TValue, bool> dispensable)
    {
        if (values.Count < most)
            return;
        foreach (var (key, value) in values)
        {
            if (dispensable(value))
                values.Remove(key);
        }

        if (values.Count >= most)
            values.Clear();
    }

    private sealed record Copy(T Value, DateTimeOffset ReadAt, DateTimeOffset CheckedAt);
}
