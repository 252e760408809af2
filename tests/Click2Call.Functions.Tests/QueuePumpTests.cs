using System.Globalization;
using Click2Call.Hosting.Catalog;
using Click2Call.Hosting.StandAlone;
using Click2Call.Storage.Rest;
using Click2Call.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Click2Call.Functions.Tests;

public sealed class QueuePumpTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly MemoryStorage _storage;
    private readonly OneThread _thread;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly ListLogger<StorageWatch> _watched = new();
    private readonly List<string> _handled = [];
    private readonly QueueBell _bell = new();
    private StandAloneOptions _options = new();

    public QueuePumpTests()
    {
        _storage = new MemoryStorage(_clock);
        _thread = new OneThread(_clock);
    }

    private MemoryQueue Queue => _storage.Queue("work");

    private MemoryQueue Poison => _storage.Queue("work-poison");

    [Fact]
    public void Creates_its_queue_and_deletes_what_succeeded()
    {
        Start(Succeed);
        Put("one");
        _thread.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["one"], _handled);
        Assert.Equal(0, Count(Queue));
    }

    [Fact]
    public void Looks_again_within_100_ms_after_work_and_within_a_second_when_idle()
    {
        Start(Succeed);
        Put("first");
        _thread.Advance(TimeSpan.FromSeconds(1));
        Put("later");
        _thread.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["first", "later"], _handled);

        Put("soon");
        _thread.Advance(TimeSpan.FromSeconds(1));
        Put("at once");
        _handled.Clear();
        _thread.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(["at once"], _handled);

        var looks = 0;
        _storage.Hooks.Before = step =>
        {
            looks += step.Operation == "Queue.Receive" ? 1 : 0;
            return ValueTask.CompletedTask;
        };
        _thread.Advance(TimeSpan.FromSeconds(10));
        Assert.InRange(looks, 9, 11);
    }

    [Fact]
    public void Looks_at_once_when_the_bell_rings_however_long_it_was_idle()
    {
        Start(Succeed);
        _thread.Advance(TimeSpan.FromSeconds(30));
        Put("now");
        _thread.Inside(_bell.Ring);
        Assert.Equal(["now"], _handled);

        // A ring at nobody's message is not an end to looking.
        _thread.Inside(_bell.Ring);
        Put("later");
        _thread.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["now", "later"], _handled);
    }

    [Fact]
    public void A_ring_while_all_places_are_taken_is_kept()
    {
        var work = new TaskCompletionSource();
        _options = _options with { QueueConcurrency = 1, BatchSize = 1 };
        Put("first");
        Start((text, _) => Note(text, work.Task));
        _thread.Advance(TimeSpan.FromSeconds(1));
        Put("second");
        _thread.Inside(_bell.Ring);
        Assert.Equal(["first"], _handled);
        _thread.Inside(work.SetResult);
        _thread.Inside(() => { });
        Assert.Equal(["first", "second"], _handled);
    }

    [Fact]
    public void Shows_a_failed_message_again_after_15_seconds()
    {
        Start(Fail);
        Put("bad");
        _thread.Advance(TimeSpan.FromSeconds(14));
        Assert.Single(_handled);
        _thread.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(2, _handled.Count);
    }

    [Fact]
    public void Puts_a_message_away_after_20_failures()
    {
        Start(Fail);
        Put("bad");
        _thread.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(20, _handled.Count);
        Assert.Equal(0, Count(Queue));
        Assert.Equal("bad", Assert.Single(Received(Poison)).Text);
    }

    /// <summary>As in Azure Functions: a poison queue has no poison queue, in which nobody would look.</summary>
    [Fact]
    public void What_fails_in_a_poison_queue_comes_back_there_until_it_succeeds()
    {
        Start((text, ct) => _handled.Count < 25 ? Fail(text, ct) : Succeed(text, ct), poison: null);
        Put("bad");
        _thread.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(26, _handled.Count);
        Assert.Equal(0, Count(Queue));
    }

    [Fact]
    public void Puts_away_unread_a_message_whose_workers_all_died()
    {
        Put("deadly");
        for (var i = 0; i < 20; i++)
        {
            Received(Queue);
            _clock.Advance(TimeSpan.FromSeconds(16));
        }

        Start(Succeed);
        _thread.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(_handled);
        Assert.Equal("deadly", Assert.Single(Received(Poison)).Text);
    }

    [Fact]
    public void A_crash_while_putting_away_leaves_a_twin_and_never_nothing()
    {
        _options = _options with { MaxDequeueCount = 1 };
        _storage.Hooks.Before = step => step.Operation == "Queue.Delete" ? throw Down() : ValueTask.CompletedTask;
        Start(Fail);
        Put("bad");
        _thread.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, Count(Queue));
        Assert.Single(Received(Poison));
    }

    [Fact]
    public void Keeps_a_message_hidden_for_as_long_as_its_handler_works()
    {
        var work = new TaskCompletionSource();
        Start((text, _) => Note(text, work.Task));
        Put("slow");
        _thread.Advance(TimeSpan.FromSeconds(150));
        Assert.Empty(Received(Queue));
        _thread.Inside(work.SetResult);
        Assert.Equal(["slow"], _handled);
        Assert.Equal(0, Count(Queue));
    }

    [Fact]
    public void Gives_a_handler_up_after_five_minutes_and_lets_the_message_come_again()
    {
        var never = new TaskCompletionSource();
        Start((text, _) => Note(text, never.Task));
        Put("stuck");
        _thread.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(17));
        Assert.Equal(["stuck", "stuck"], _handled);
    }

    [Fact]
    public void A_message_that_another_worker_took_meanwhile_is_left_to_it()
    {
        var work = new TaskCompletionSource();
        _options = _options with { ActivePoll = TimeSpan.FromMinutes(1), IdlePoll = TimeSpan.FromMinutes(1) };
        Put("contested");
        Start((text, _) => Note(text, work.Task));
        _storage.Hooks.Before = step => step.Operation == "Queue.UpdateVisibility" ? throw Down() : ValueTask.CompletedTask;
        _thread.Advance(TimeSpan.FromSeconds(16));
        _storage.Hooks.Before = null;
        var other = Assert.Single(Received(Queue));
        _thread.Advance(TimeSpan.FromSeconds(5));
        _thread.Inside(work.SetResult);
        Assert.Equal(1, Count(Queue));
        Assert.True(Queue.Delete(other, CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public void Works_on_16_messages_at_a_time_and_not_on_a_17th()
    {
        var work = new TaskCompletionSource();
        for (var i = 0; i < 20; i++)
            Put(i.ToString(CultureInfo.InvariantCulture));
        Start((text, _) => Note(text, work.Task));
        _thread.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(16, _handled.Count);
        _thread.Inside(work.SetResult);
        _thread.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(20, _handled.Count);
        Assert.Equal(0, Count(Queue));
    }

    [Fact]
    public void Takes_nothing_after_the_stop_and_ends_when_the_work_in_hand_is_done()
    {
        var work = new TaskCompletionSource();
        var run = Start((text, _) => Note(text, work.Task));
        Put("in work");
        _thread.Advance(TimeSpan.FromSeconds(1));
        _thread.Inside(_stop.Cancel);
        Put("too late");
        _thread.Advance(TimeSpan.FromSeconds(20));
        Assert.False(run.IsCompleted);
        _thread.Inside(work.SetResult);
        Assert.True(run.IsCompletedSuccessfully);
        Assert.Equal(["in work"], _handled);
        Assert.Equal(1, Count(Queue));
    }

    [Fact]
    public void Leaves_unfinished_work_to_come_back_when_it_must_give_up()
    {
        var run = Start((text, ct) => Note(text, Task.Delay(Timeout.InfiniteTimeSpan, _clock, ct)));
        Put("endless");
        _thread.Advance(TimeSpan.FromSeconds(1));
        _thread.Inside(_stop.Cancel);
        _thread.Inside(_giveUp.Cancel);
        Assert.True(run.IsCompletedSuccessfully);
        _clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Single(Received(Queue));
    }

    [Fact]
    public void Says_once_that_storage_is_down_and_once_that_it_is_back()
    {
        Start(Succeed);
        _thread.Advance(TimeSpan.FromSeconds(1));
        _storage.Hooks.Before = _ => throw Down();
        _thread.Advance(TimeSpan.FromMinutes(2));
        Assert.Single(_watched.Lines);
        _storage.Hooks.Before = null;
        Put("after");
        _thread.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(["after"], _handled);
        Assert.Equal(["Warning Storage is down; the queues wait until it is back. Down.", "Information Storage is back; the queues go on."], _watched.Lines);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _giveUp.Dispose();
    }

    private Task Start(Func<string, CancellationToken, Task> handler) => Start(handler, Poison);

    private Task Start(Func<string, CancellationToken, Task> handler, MemoryQueue? poison)
    {
        var pump = new QueuePump(new QueueFunction("work", "work", handler), Queue, poison, _bell, _options, new StorageWatch(_watched), _clock, NullLogger.Instance);
        return _thread.Start(() => pump.Run(_stop.Token, _giveUp.Token));
    }

    private Task Succeed(string text, CancellationToken ct) => Note(text, Task.CompletedTask);

    private Task Fail(string text, CancellationToken ct) => Note(text, Task.FromException(new InvalidOperationException("As told.")));

    private Task Note(string text, Task then)
    {
        _handled.Add(text);
        return then;
    }

    private void Put(string text)
    {
        _ = Queue.Create(CancellationToken.None);
        Assert.True(Queue.Put(text, TimeSpan.Zero, null, CancellationToken.None).IsCompletedSuccessfully);
    }

    private static int Count(MemoryQueue queue) => Done(queue.ApproximateCount(CancellationToken.None));

    private static IReadOnlyList<QueueMessage> Received(MemoryQueue queue) => Done(queue.Receive(32, TimeSpan.FromSeconds(15), CancellationToken.None));

    private static T Done<T>(Task<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("The queue in memory waits for nothing.");

    private static StorageException Down() => new(StorageProblem.Unavailable, "Down.");
}
