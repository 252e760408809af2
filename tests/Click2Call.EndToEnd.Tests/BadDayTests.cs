using Click2Call.Faults;
using Click2Call.Testing;

namespace Click2Call.EndToEnd.Tests;

/// <summary>The fault bench of bench/faults, made small: its promise is held on every build.</summary>
public sealed class BadDayTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_hundred_callbacks_on_a_bad_day_are_each_placed_once()
    {
        var options = new RunOptions
        {
            Callbacks = 100,
            KillEvery = TimeSpan.FromSeconds(4),
            StorageCrashAfter = TimeSpan.FromSeconds(3),
            Longest = TimeSpan.FromMinutes(9),

            // The bench measures who lets visitors wait; here a slow machine may.
            VisitorWait = TimeSpan.FromSeconds(10),
        };
        var logs = Directory.CreateTempSubdirectory("bad-day-");
        try
        {
            await using var contender = new Click2CallContender(logs.FullName, TimeProvider.System);
            await using var phones = new PhoneSystem(new FaultPlan(options.Seed), FreePort.Next(), TimeProvider.System);
            var tally = await new FaultRun(options, TimeProvider.System).Measure(contender, phones);
            output.WriteLine(Report.Of([tally]));
            Assert.Empty(tally.Wronged);
            Assert.True(tally.Settled, "Not every call came to its end.");
            Assert.Equal(100, tally.Acknowledged);
            Assert.Equal(100, tally.PlacedOnce);
            Assert.True(tally is { Kills: > 1, StorageCrashes: 1 }, "The faults did not strike.");
        }
        finally
        {
            logs.Delete(recursive: true);
        }
    }
}
