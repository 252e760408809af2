using Click2Call.Calls;

namespace Click2Call.Simulation;

/// <summary>Workers die and stand still: at any moment, and more often just between two steps.</summary>
internal static class Trouble
{
    public static void Begin(World world, List<Worker> workers, TimeSpan until)
    {
        for (var minutes = 0.0; minutes < until.TotalMinutes; minutes += world.Random.NextDouble())
        {
            var worker = workers[world.Random.Next(workers.Count)];
            var crash = world.Random.Next(2) == 0;
            world.Timeline.In(TimeSpan.FromMinutes(minutes), null, () =>
            {
                if (world.Roll((crash ? world.Faults.Crash : world.Faults.Freeze) * 0.3))
                    Hit(world, worker, crash);
            });
        }
    }

    private static void Hit(World world, Worker worker, bool crash)
    {
        if (!worker.Alive)
            return;
        world.Trace?.Add($"{world.Stamp} {worker.Name} {(crash ? "dies" : "stands still")}");
        if (crash)
        {
            worker.Die();
            world.Timeline.In(world.Between(0.5, 20), null, worker.Restart);
        }
        else
        {
            worker.FrozenUntil = world.Timeline.Now + world.Between(1, world.Random.Next(3) == 0 ? 200 : 30);
        }
    }

    /// <summary>Between the steps of placing a call.</summary>
    public sealed class AtSteps(World world, Flow flow) : IStepWatch
    {
        public ValueTask Reached(CallStep step, CallId call)
        {
            var crash = world.Roll(world.Faults.Crash * 0.1);
            if (!crash && !world.Roll(world.Faults.Freeze * 0.1))
                return default;
            world.Trace?.Add($"{world.Stamp} {flow} reached {step}");
            Hit(world, flow.Worker, crash);
            var thawed = new TaskCompletionSource();
            if (!crash)
                world.Timeline.In(TimeSpan.Zero, flow.Worker, thawed.SetResult);
            return new ValueTask(thawed.Task);
        }
    }
}
