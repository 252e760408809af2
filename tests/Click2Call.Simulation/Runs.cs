namespace Click2Call.Simulation;

/// <summary>Runs seeds: one alone with its trace, or many on all cores.</summary>
internal static class Runs
{
    /// <summary>Runs one seed. The same seed gives the same run, to the last line of its trace.</summary>
    public static RunResult One(int seed, Wiring? wiring = null, bool trace = false)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        List<string>? lines = trace ? [] : null;
        World? world = null;
        string? broken = null;
        try
        {
            world = new World(seed, wiring ?? Wiring.Real, lines);
            world.Run();
        }
        catch (Violation violation)
        {
            broken = violation.Message;
            lines?.Add(broken);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }

        return new RunResult(seed, broken, world!.Profile.Name, world.Posts, world.Judge.Committed, world.Pbx.Calls.Count, world.Steps) { Trace = lines ?? [] };
    }

    /// <summary>Runs many seeds, independent of each other, and gives those that broke a promise, lowest seed first.</summary>
    public static (IReadOnlyList<RunResult> Broken, Tally Tally) Many(int first, int count, Wiring? wiring = null, int stopAfter = 20)
    {
        List<RunResult> broken = [];
        var tally = new Tally();
        var gate = new Lock();
        Parallel.For(first, first + count, (seed, loop) =>
        {
            var result = One(seed, wiring);
            lock (gate)
            {
                tally.Add(result);
                if (result.Broken is not null)
                    broken.Add(result);
                if (broken.Count >= stopAfter)
                    loop.Stop();
            }
        });
        broken.Sort((left, right) => left.Seed.CompareTo(right.Seed));
        return (broken, tally);
    }
}
