using System.Diagnostics;
using System.Globalization;
using System.Net;
using Click2Call.Calls;
using Click2Call.Testing;

namespace Click2Call.EndToEnd.Tests;

/// <summary>
/// The published app, killed or frozen between any two durable steps of a call. Whatever the moment: who was told yes
/// is called, nobody is rung twice, and the history says how it ended. The scenarios run side by side, because each has
/// to wait for alarms in real time; but no more of them than a small machine bears.
/// </summary>
public sealed class CrashTests(CrashScenarios scenarios) : IClassFixture<CrashScenarios>
{
    [Theory]
    [InlineData(nameof(CallStep.IntentReserved))]
    [InlineData(nameof(CallStep.AlarmSet))]
    [InlineData(nameof(CallStep.Committed))]
    [InlineData(nameof(CallStep.Sent))]
    [InlineData(nameof(CallStep.ResultWritten))]
    [InlineData("Answered")]
    public async Task Killed_after_a_step_the_call_is_made_once(string step) => await scenarios.Run("kill:" + step);

    [Theory]
    [InlineData(nameof(CallStep.AlarmSet))]
    [InlineData(nameof(CallStep.Committed))]
    public async Task Frozen_for_two_minutes_a_worker_does_not_dial_when_it_thaws(string step) => await scenarios.Run("stop:" + step);
}

/// <summary>All scenarios, started when the first is asked for, three at a time; those that stand still for minutes come first.</summary>
public sealed class CrashScenarios : IAsyncDisposable
{
    private static readonly TimeSpan Frozen = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ToTheEnd = TimeSpan.FromMinutes(5);
    private readonly string _marks = Directory.CreateTempSubdirectory().FullName;
    private readonly SemaphoreSlim _turns = new(3);
    private readonly Lazy<Dictionary<string, Task>> _all;

    public CrashScenarios() => _all = new(Start);

    public Task Run(string name) => _all.Value[name];

    public async ValueTask DisposeAsync()
    {
        if (_all.IsValueCreated)
            await Task.WhenAll(_all.Value.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _turns.Dispose();
        Directory.Delete(_marks, recursive: true);
    }

    private Dictionary<string, Task> Start()
    {
        var all = new Dictionary<string, Task>();
        foreach (var step in new[] { nameof(CallStep.AlarmSet), nameof(CallStep.Committed) })
            all["stop:" + step] = InTurn(() => Thawed(step, Mark("stop", step)));
        all["kill:Answered"] = InTurn(KilledAfterTheAnswer);
        foreach (var step in Enum.GetNames<CallStep>())
            all["kill:" + step] = InTurn(() => Killed(step, Mark("kill", step)));
        return all;
    }

    private async Task InTurn(Func<Task> scenario)
    {
        await _turns.WaitAsync();
        try
        {
            await scenario();
        }
        finally
        {
            _turns.Release();
        }
    }

    private string Mark(string how, string step) => Path.Combine(_marks, how + step);

    private static async Task Killed(string step, string mark)
    {
        await using var world = await World.Open();
        await using var host = await world.Host($"{step}:kill:{mark}");
        using var visitor = new Visitor();
        using (var first = await visitor.Post(host))
            Assert.NotEqual(HttpStatusCode.SeeOther, first?.StatusCode);
        Assert.True(File.Exists(mark), "The fault struck.");

        // A person sends the form again until it is taken. It must lead to the same call.
        await visitor.Insist(host);
        await MadeOnce(world, host);
        Assert.Equal(2, host.WorkerStarts);
    }

    private static async Task KilledAfterTheAnswer()
    {
        await using var world = await World.Open();
        await using var host = await world.Host();
        using var visitor = new Visitor();
        await visitor.Insist(host);
        host.KillWorker();
        await MadeOnce(world, host);
    }

    private async Task Thawed(string step, string mark)
    {
        await using var world = await World.Open();
        await using var frozen = await world.Host($"{step}:stop:{mark}");
        await using var other = await world.Host();
        using var visitor = new Visitor();
        var post = visitor.Post(frozen);
        await Patience.Until(() => Task.FromResult(File.Exists(mark) && IsStopped(frozen.WorkerId) ? mark : null), TimeSpan.FromMinutes(1), "The worker froze");
        Assert.Empty(await world.Rung());

        // Meanwhile it is somebody else's turn.
        _turns.Release();
        await Task.Delay(Frozen, TimeProvider.System);
        await _turns.WaitAsync();
        await Signal("-CONT", frozen.WorkerId);
        using (await post)
        {
            await MadeOnce(world, other);
        }

        // It was not the thawed worker that dialled at once: it noticed, or the call had gone on without it.
        var call = Assert.Single(await world.Calls());
        Assert.DoesNotContain(call.Attempts, attempt => attempt is { Number: 1, Dial: Lines.DialResult.Accepted });
    }

    private static async Task MadeOnce(World world, FunctionsHostStub host)
    {
        var ticked = TimeProvider.System.GetTimestamp();
        var call = await Patience.Until(
            async () =>
            {
                if (TimeProvider.System.GetElapsedTime(ticked) > TimeSpan.FromSeconds(20))
                {
                    ticked = TimeProvider.System.GetTimestamp();
                    await host.Tick("sweep");
                }

                return await world.Calls() is [var only] && only.State == CallState.Ended ? only : null;
            },
            ToTheEnd,
            "The call came to its end");
        Assert.Equal(CallOutcome.Answered, call.Outcome);
        var rung = Assert.Single(await world.Rung());
        Assert.Equal(1, rung.Orders);
        Assert.Equal(call.Id, rung.Attempt.Call);
    }

    private static bool IsStopped(int process) =>
        File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/stat").Split(") ")[1][0] is 'T';

    private static async Task Signal(string signal, int process)
    {
        using var kill = Process.Start("kill", [signal, process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
    }
}
