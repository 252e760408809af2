namespace Click2Call.Benchmarks.Numbers;

/// <summary>Parse + validate per second on one core, as the best of many short batches: other work on the machine can not be in all of them.</summary>
internal static class NumbersSpeed
{
    private const int Batches = 2000;
    private const int Batch = 500;

    public static int Run()
    {
        foreach (var shape in typeof(NumberParsing).GetProperty(nameof(NumberParsing.Shape))!
            .GetCustomAttributes(typeof(BenchmarkDotNet.Attributes.ParamsAttribute), false)
            .Cast<BenchmarkDotNet.Attributes.ParamsAttribute>().Single().Values.Cast<string>())
        {
            var parsing = new NumberParsing { Shape = shape };
            parsing.Split();
            parsing.ParseAndValidate();
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            parsing.ParseAndValidate();
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
            var parse = Best(() => parsing.ParseAndValidate());
            var floor = Best(() => parsing.FloorCopiesTheDigits());
            Console.WriteLine($"{shape,-30} {parse,7:N1} ns, {1e9 / parse,12:N0} per second, {bytes,3} bytes; floor {floor,5:N1} ns");
        }

        return 0;
    }

    private static double Best(Func<object?> work)
    {
        var best = double.MaxValue;
        for (var batch = 0; batch < Batches; batch++)
        {
            var start = TimeProvider.System.GetTimestamp();
            for (var i = 0; i < Batch; i++)
                work();
            best = Math.Min(best, TimeProvider.System.GetElapsedTime(start).TotalNanoseconds / Batch);
        }

        return best;
    }
}
