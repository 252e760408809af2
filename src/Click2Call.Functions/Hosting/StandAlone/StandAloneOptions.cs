using System.Globalization;
using Click2Call.Hosting.Start;

namespace Click2Call.Hosting.StandAlone;

/// <summary>
/// How the stand-alone host works queues off. Settings of the section <c>StandAlone</c>, such as
/// <c>StandAlone__QueueConcurrency=8</c> in the environment. The defaults are those of host.json, where it has one (an
/// instance there works on 24 messages of a queue at a time: a batch, and a new one when half of it is done).
/// </summary>
internal sealed record StandAloneOptions
{
    /// <summary>How many messages of one queue are worked on at a time, 1 to 64.</summary>
    public int QueueConcurrency { get; init; } = 16;

    /// <summary>How many messages are taken at once, 1 to 32.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>How long a message stays hidden when its worker dies, and when a failed one comes back; 3 s to 10 min. It is renewed while it is worked on.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After so many failures a message moves to the poison queue, 1 to 1000.</summary>
    public int MaxDequeueCount { get; init; } = 20;

    /// <summary>How soon an empty queue is looked at again, 50 ms to 1 min.</summary>
    public TimeSpan ActivePoll { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause between two looks at a queue that stays empty, up to 1 min.</summary>
    public TimeSpan IdlePoll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one message or one run of a timer may take, 10 s to 10 min; what exceeds it is given up and tried again.</summary>
    public TimeSpan FunctionTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long work goes on after SIGTERM, 0 to 5 min. A container's grace period must be longer.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="StartUpException">A sentence for each mistake, each on a line of its own.</exception>
    public static StandAloneOptions Read(IConfiguration settings)
    {
        List<string> mistakes = [];
        var options = Read(settings, mistakes);
        return mistakes.Count == 0 ? options : throw new StartUpException(string.Join(Environment.NewLine, mistakes));
    }

    /// <summary>What is wrong with the settings, a sentence each.</summary>
    public static IReadOnlyList<string> Mistakes(IConfiguration settings)
    {
        List<string> mistakes = [];
        Read(settings, mistakes);
        return mistakes;
    }

    private static StandAloneOptions Read(IConfiguration settings, List<string> mistakes)
    {
        var section = settings.GetSection("StandAlone");
        var defaults = new StandAloneOptions();
        var options = new StandAloneOptions
        {
            QueueConcurrency = Number(section, mistakes, nameof(QueueConcurrency), defaults.QueueConcurrency, 1, 64),
            BatchSize = Number(section, mistakes, nameof(BatchSize), defaults.BatchSize, 1, 32),
            Visibility = Time(section, mistakes, nameof(Visibility), defaults.Visibility, TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(10)),
            MaxDequeueCount = Number(section, mistakes, nameof(MaxDequeueCount), defaults.MaxDequeueCount, 1, 1000),
            ActivePoll = Time(section, mistakes, nameof(ActivePoll), defaults.ActivePoll, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1)),
            IdlePoll = Time(section, mistakes, nameof(IdlePoll), defaults.IdlePoll, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1)),
            FunctionTimeout = Time(section, mistakes, nameof(FunctionTimeout), defaults.FunctionTimeout, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(10)),
            DrainTime = Time(section, mistakes, nameof(DrainTime), defaults.DrainTime, TimeSpan.Zero, TimeSpan.FromMinutes(5)),
        };
        if (options.Visibility.Ticks % TimeSpan.TicksPerSecond != 0)
            mistakes.Add($"StandAlone__Visibility is '{options.Visibility:c}'; storage hides messages for whole seconds.");
        if (options.IdlePoll < options.ActivePoll)
            mistakes.Add("StandAlone__IdlePoll is shorter than StandAlone__ActivePoll; an idle queue is looked at less often.");
        return options;
    }

    private static int Number(IConfigurationSection section, List<string> mistakes, string name, int otherwise, int least, int most)
    {
        var text = section[name];
        if (string.IsNullOrEmpty(text))
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        mistakes.Add($"{section.Path}__{name} is '{text}'; it must be a number from {least} to {most}.");
        return otherwise;
    }

    private static TimeSpan Time(IConfigurationSection section, List<string> mistakes, string name, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        var text = section[name];
        if (string.IsNullOrEmpty(text))
            return otherwise;
        if (text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= least && time <= most)
            return time;
        mistakes.Add($"{section.Path}__{name} is '{text}'; it must be a time from {least:c} to {most:c}, such as {otherwise:c}.");
        return otherwise;
    }
}
