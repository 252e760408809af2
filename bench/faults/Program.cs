using Click2Call.Faults;
using Click2Call.Testing;

var time = TimeProvider.System;
var options = RunOptions.Read(args);
var logs = Directory.CreateDirectory(Path.Combine(RepositoryRoot.Path, "out", "faults")).FullName;
List<Tally> tallies = [];
foreach (var contender in (IContender[])[new Click2CallContender(logs, time), new NodeRedContender(logs, time)])
{
    await using var one = contender;
    if (!one.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase))
        continue;
    await using var phones = new PhoneSystem(new FaultPlan(options.Seed), FreePort.Next(), time);
    Console.WriteLine($"{one.Name}: {options.Callbacks} callbacks, {options.PerSecond} a second; its output goes to {logs}.");
    var tally = await new FaultRun(options, time).Measure(one, phones);
    tallies.Add(tally);
    foreach (var wronged in tally.Wronged.Take(10))
        Console.WriteLine("  " + wronged);
}

Console.WriteLine();
Console.WriteLine(Report.Of(tallies));

// The promise is ours; what the peer does is only told.
return tallies.All(tally => tally.Name != "Click2Call" || tally is { PlacedTwice: 0, Lost: 0, Settled: true }) ? 0 : 1;
