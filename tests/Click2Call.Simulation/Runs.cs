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
        var (next, escaped) = (first - 1, (Exception?)null);

        // Threads that know nothing of whoever asks: a test runner's context would be carried through each of a run's steps.
        Thread[] threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Run))];
        Array.ForEach(threads, thread => thread.UnsafeStart());
        Array.ForEach(threads, thread => thread.Join());
        if (escaped is not null)
            throw new InvalidOperationException("A run did not end as runs do.", escaped);
        broken.Sort((left, right) => left.Seed.CompareTo(right.Seed));
        return (broken, tally);

        void Run()
        {
            try
            {
                while (Take() is { } seed)
                    Count(One(seed, wiring));
            }
#pragma warning disable CA1031 // A thread that throws ends the process; the caller is to hear of it.
            catch (Exception problem)
#pragma warning restore CA1031
            {
                escaped = problem;
            }
        }

        int? Take() => Interlocked.Increment(ref next) is var seed && seed < first + count && escaped is null ? seed : null;

        void Count(RunResult result)
        {
            lock (gate)
            {
                tally.Add(result);
                if (result.Broken is not null)
                    broken.Add(result);
                if (broken.Count >= stopAfter)
                    Interlocked.Exchange(ref next, first + count);
            }
        }
    }
}
