using Click2Call.Hosting.Catalog;
using Click2Call.Hosting.StandAlone;
using Click2Call.Testing;

namespace Click2Call.Functions.Tests;

public sealed class TimerLoopTests : IDisposable
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 20, 10, 0, 30, TimeSpan.Zero));
    private readonly OneThread _thread;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _runs = [];
    private readonly ListLogger<TimerLoopTests> _log = new();

    public TimerLoopTests() => _thread = new OneThread(_clock);

    [Fact]
    public void Runs_by_the_clock_and_not_at_the_start()
    {
        Start("0 */5 * * * *", () => Task.CompletedTask);
        _thread.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(["10:05:00", "10:10:00"], _runs);
    }

    [Fact]
    public void Runs_every_second_once_a_second()
    {
        Start("* * * * * *", () => Task.CompletedTask);
        _thread.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(["10:00:31", "10:00:32", "10:00:33"], _runs);
    }

    [Fact]
    public void A_slow_run_never_overlaps_with_the_next_and_what_it_missed_is_not_made_up_for()
    {
        var slow = new TaskCompletionSource();
        Start("0 * * * * *", () => slow.Task);
        _thread.Advance(TimeSpan.FromSeconds(200));
        Assert.Equal(["10:01:00"], _runs);
        _thread.Inside(slow.SetResult);
        _thread.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["10:01:00", "10:04:00"], _runs);
    }

    [Fact]
    public void A_failed_run_is_logged_and_is_not_the_last()
    {
        Start("0 * * * * *", () => throw new InvalidOperationException("As told."));
        _thread.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(2, _runs.Count);
        Assert.Equal(["Error tick failed; it runs again when it is due.", "Error tick failed; it runs again when it is due."], _log.Lines);
    }

    [Fact]
    public void Ends_at_once_when_it_waits_and_after_its_run_when_it_works()
    {
        var slow = new TaskCompletionSource();
        var run = Start("0 * * * * *", () => slow.Task);
        _thread.Advance(TimeSpan.FromSeconds(31));
        _thread.Inside(_stop.Cancel);
        Assert.False(run.IsCompleted);
        _thread.Inside(slow.SetResult);
        Assert.True(run.IsCompletedSuccessfully);

        Assert.True(Start("0 * * * * *", () => Task.CompletedTask).IsCompletedSuccessfully);
    }

    public void Dispose() => _stop.Dispose();

    private Task Start(string schedule, Func<Task> work)
    {
        var timer = new TimerFunction("tick", schedule, _ =>
        {
            _runs.Add(_clock.GetUtcNow().ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
            return work();
        });
        return _thread.Start(() => new TimerLoop(timer, TimeSpan.FromMinutes(5), _clock, _log).Run(_stop.Token, CancellationToken.None));
    }
}
