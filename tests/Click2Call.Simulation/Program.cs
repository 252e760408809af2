using System.Globalization;
using Click2Call.Simulation;

// click2call-simulation [count] [first seed]: runs them and prints what broke.
// click2call-simulation --seed N: prints one run line by line.
if (args is ["--seed", var one])
{
    var run = Runs.One(int.Parse(one, CultureInfo.InvariantCulture), trace: true);
    foreach (var line in run.Trace)
        Console.WriteLine(line);
    return run.Broken is null ? 0 : 1;
}

var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20_000;
var first = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
var started = TimeProvider.System.GetTimestamp();
var (broken, tally) = Runs.Many(first, count);
foreach (var group in broken.GroupBy(run => run.Profile))
{
    foreach (var run in group)
        Console.WriteLine($"seed {run.Seed} ({run.Profile}): {run.Broken}");
}

Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{tally.Runs} runs, {tally.Posts} requests, {tally.Calls} calls, {tally.Dials} dials, {tally.Steps} steps, {broken.Count} broken, {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F1} s"));
return broken.Count == 0 ? 0 : 1;
