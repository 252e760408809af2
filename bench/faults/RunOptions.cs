using System.Globalization;

namespace Click2Call.Faults;

/// <summary>How much and how long.</summary>
internal sealed record RunOptions
{
    /// <summary>How many visitors send the form.</summary>
    public int Callbacks { get; init; } = 500;

    /// <summary>How many of them in a second.</summary>
    public int PerSecond { get; init; } = 25;

    /// <summary>Seeds faults and kills.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How long it is up until the next kill, more or less a quarter.</summary>
    public TimeSpan KillEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>When storage crashes.</summary>
    public TimeSpan StorageCrashAfter { get; init; } = TimeSpan.FromSeconds(9);

    /// <summary>How long a visitor waits for an answer.</summary>
    public TimeSpan VisitorWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>When it is given up; then what is open counts as it stands.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Who is measured; empty: everyone.</summary>
    public string Only { get; init; } = "";

    public static RunOptions Read(string[] args)
    {
        var options = new RunOptions();
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var value = args[i + 1];
            options = args[i] switch
            {
                "--callbacks" => options with { Callbacks = Number(value) },
                "--per-second" => options with { PerSecond = Number(value) },
                "--seed" => options with { Seed = Number(value) },
                "--kill-every" => options with { KillEvery = TimeSpan.FromSeconds(Number(value)) },
                "--only" => options with { Only = value },
                _ => throw new ArgumentException($"There is no option {args[i]}."),
            };
        }

        return options;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
