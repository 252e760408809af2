using System.Diagnostics;
using System.Globalization;
using Click2Call.Numbers;

namespace Click2Call.Benchmarks.Numbers;

/// <summary>What the first parse costs in a fresh process: of one region, of a second one, and of all regions.</summary>
internal static class NumbersCold
{
    private const int Processes = 15;

    private static readonly string[] Columns = ["reading the metadata alone", "first parse (IL)", "second region (US)", "all 245 regions, first time", "all 245 regions again"];

    public static int Run(string[] args)
    {
        if (args.Length > 1)
        {
            Console.WriteLine(string.Join(' ', Measure().Select(v => v.ToString(CultureInfo.InvariantCulture))));
            return 0;
        }

        var runs = Enumerable.Range(0, Processes).Select(_ => InFreshProcess()).ToList();
        for (var i = 0; i < Columns.Length; i++)
        {
            var sorted = runs.Select(r => r[i]).Order().ToList();
            Console.WriteLine($"{Columns[i],-32} median {sorted[Processes / 2],9:N1} µs, least {sorted[0],9:N1}, most {sorted[^1],9:N1}");
        }

        return 0;
    }

    private static double[] InFreshProcess()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["numbers-cold", "once"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        return [.. process.StandardOutput.ReadToEnd().Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture))];
    }

    private static double[] Measure()
    {
        // Every name of two letters, 245 of which are regions: the rules, the prefixes and the automaton of each are read.
        var names = Enumerable.Range(0, 26 * 26).Select(i => $"{(char)('A' + (i / 26))}{(char)('A' + (i % 26))}").ToArray();
        Span<double> microseconds = stackalloc double[Columns.Length];
        microseconds[0] = Time(ReadMetadata);
        microseconds[1] = Time(() => PhoneNumber.TryParse("054-765 4321", "IL", out _, out _));
        microseconds[2] = Time(() => PhoneNumber.TryParse("(415) 555-2671", "US", out _, out _));
        microseconds[3] = Time(() => All(names));
        microseconds[4] = Time(() => All(names));
        return microseconds.ToArray();
    }

    private static void ReadMetadata()
    {
        using var file = typeof(PhoneNumber).Assembly.GetManifestResourceStream("numbering-plan.bin")!;
        file.ReadExactly(new byte[file.Length]);
    }

    private static void All(string[] names)
    {
        foreach (var name in names)
            PhoneNumber.TryParse("0212345678", name, out _, out _);
    }

    private static double Time(Action action)
    {
        var start = TimeProvider.System.GetTimestamp();
        action();
        return TimeProvider.System.GetElapsedTime(start).TotalMicroseconds;
    }
}
