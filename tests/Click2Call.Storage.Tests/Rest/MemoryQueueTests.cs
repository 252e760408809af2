using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Rest;

public sealed class MemoryQueueTests : QueueContract
{
    private readonly ManualClock _clock = new();

    protected override IQueue NotCreated() => new MemoryQueue("call-alarms", _clock);

    [Fact]
    public async Task A_message_appears_when_its_time_has_come_and_not_before()
    {
        var queue = new MemoryQueue("call-alarms", _clock);
        await queue.Create(Ct);
        await queue.Put("second", TimeSpan.FromSeconds(20), null, Ct);
        await queue.Put("first", TimeSpan.FromSeconds(9.2), null, Ct);
        Assert.Equal(_clock.GetUtcNow().AddSeconds(10), queue.NextVisible);
        _clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Empty(await queue.Receive(32, TimeSpan.FromSeconds(1), Ct));
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(["first", "second"], (await queue.Receive(32, TimeSpan.FromSeconds(15), Ct)).Select(message => message.Text));
        Assert.Empty(await queue.Receive(32, TimeSpan.FromSeconds(15), Ct));
        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal([2, 2], (await queue.Receive(32, TimeSpan.FromSeconds(15), Ct)).Select(message => message.DequeueCount));
    }

    [Fact]
    public async Task A_message_without_a_time_to_live_stays_and_another_goes()
    {
        var queue = new MemoryQueue("call-alarms", _clock);
        await queue.Create(Ct);
        await queue.Put("stays", TimeSpan.Zero, null, Ct);
        var goes = await queue.Put("goes", TimeSpan.Zero, TimeSpan.FromMinutes(1), Ct);
        _clock.Advance(TimeSpan.FromDays(400));
        await queue.Withdraw(goes, Ct);
        Assert.Equal(["stays"], (await queue.Receive(32, TimeSpan.FromSeconds(1), Ct)).Select(message => message.Text));
    }

    [Fact]
    public async Task The_hooks_of_the_storage_see_each_step()
    {
        var storage = new MemoryStorage(_clock);
        var queue = storage.Queue("call-alarms");
        await queue.Create(Ct);
        var steps = new List<string>();
        storage.Hooks.After = step =>
        {
            steps.Add($"{step.Operation} {step.Name}");
            return ValueTask.CompletedTask;
        };
        await queue.Withdraw(await queue.Put("x", TimeSpan.Zero, null, Ct), Ct);
        Assert.Equal(["Queue.Put call-alarms", "Queue.Delete call-alarms"], steps);
    }
}
