using System.Globalization;

namespace Click2Call.Simulation.Tests;

public sealed class PromiseTests(ITestOutputHelper output)
{
    /// <summary>The environment variable that asks for a longer run; <c>CLICK2CALL_FIRST_SEED</c> moves it elsewhere.</summary>
    private const string Count = "CLICK2CALL_SEEDS";

    [Fact]
    public void Every_promise_holds_in_every_run()
    {
        var first = Setting("CLICK2CALL_FIRST_SEED", 1);
        var started = TimeProvider.System.GetTimestamp();
        var (broken, tally) = Runs.Many(first, Setting(Count, 20_000));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{tally.Runs} runs, {tally.Posts} requests, {tally.Calls} calls, {tally.Dials} dials, {tally.Steps} steps, {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F1} s"));
        if (broken.Count > 0)
        {
            output.WriteLine(string.Join('\n', Runs.One(broken[0].Seed, trace: true).Trace));
            Assert.Fail(string.Join('\n', broken.Select(run => $"seed {run.Seed} ({run.Profile}): {run.Broken}")));
        }

        Assert.True(tally.Dials > tally.Runs / 2, "The runs hardly dialled: they prove nothing.");
    }

    [Theory]
    [InlineData(7)]
    [InlineData(42)]
    [InlineData(695)]
    public void A_seed_gives_the_same_run_to_the_last_line(int seed)
    {
        var first = Runs.One(seed, trace: true).Trace;
        Assert.True(first.Count > 10);
        Assert.Equal(first, Runs.One(seed, trace: true).Trace);
    }

    [Theory]
    [InlineData(nameof(BrokenWirings.NoTagOnChanges), 200)]
    [InlineData(nameof(BrokenWirings.AlarmAfterTheDial), 50)]
    [InlineData(nameof(BrokenWirings.NoReservation), 50)]
    [InlineData(nameof(BrokenWirings.NotFoundIsNeverPlaced), 2000)]
    [InlineData(nameof(BrokenWirings.CommitsOverwrite), 2000)]
    [InlineData(nameof(BrokenWirings.AlarmsAreOnlyPutOnce), 200)]
    [InlineData(nameof(BrokenWirings.NoTagOnAgents), 2000)]
    [InlineData(nameof(BrokenWirings.AgentsAreKept), 50)]
    [InlineData(nameof(BrokenWirings.SlotsAreNotTaken), 20)]
    [InlineData(nameof(BrokenWirings.SlotsAreReclaimedAtOnce), 8000)]
    [InlineData(nameof(BrokenWirings.AlarmsKnowNoHours), 500)]
    [InlineData(nameof(BrokenWirings.EventsBesideTheWrite), 200)]
    [InlineData(nameof(BrokenWirings.DeliveriesAreAttemptedOnce), 50)]
    public void A_rule_that_is_taken_away_is_missed(string rule, int within)
    {
        var wiring = Rules[rule];
        var (broken, _) = Runs.Many(1, within, wiring, stopAfter: 1);
        Assert.NotEmpty(broken);
        output.WriteLine($"seed {broken[0].Seed}: {broken[0].Broken}");
        Assert.Equal(broken[0].Broken, Runs.One(broken[0].Seed, wiring).Broken);
    }

    private static Dictionary<string, Wiring> Rules { get; } = new()
    {
        [nameof(BrokenWirings.NoTagOnChanges)] = BrokenWirings.NoTagOnChanges,
        [nameof(BrokenWirings.AlarmAfterTheDial)] = BrokenWirings.AlarmAfterTheDial,
        [nameof(BrokenWirings.NoReservation)] = BrokenWirings.NoReservation,
        [nameof(BrokenWirings.NotFoundIsNeverPlaced)] = BrokenWirings.NotFoundIsNeverPlaced,
        [nameof(BrokenWirings.CommitsOverwrite)] = BrokenWirings.CommitsOverwrite,
        [nameof(BrokenWirings.AlarmsAreOnlyPutOnce)] = BrokenWirings.AlarmsAreOnlyPutOnce,
        [nameof(BrokenWirings.NoTagOnAgents)] = BrokenWirings.NoTagOnAgents,
        [nameof(BrokenWirings.AgentsAreKept)] = BrokenWirings.AgentsAreKept,
        [nameof(BrokenWirings.SlotsAreNotTaken)] = BrokenWirings.SlotsAreNotTaken,
        [nameof(BrokenWirings.SlotsAreReclaimedAtOnce)] = BrokenWirings.SlotsAreReclaimedAtOnce,
        [nameof(BrokenWirings.AlarmsKnowNoHours)] = BrokenWirings.AlarmsKnowNoHours,
        [nameof(BrokenWirings.EventsBesideTheWrite)] = BrokenWirings.EventsBesideTheWrite,
        [nameof(BrokenWirings.DeliveriesAreAttemptedOnce)] = BrokenWirings.DeliveriesAreAttemptedOnce,
    };

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
