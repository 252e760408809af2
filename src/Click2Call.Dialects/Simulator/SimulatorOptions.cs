using System.Globalization;
using Click2Call.Lines;

namespace Click2Call.Dialects.Simulator;

/// <summary>The options of a simulated line, read from <see cref="LineSettings.Options"/>.</summary>
internal sealed record SimulatorOptions
{
    private static readonly Dictionary<string, LineCapabilities> Switches = new(StringComparer.Ordinal)
    {
        ["lookUp"] = LineCapabilities.LookUp,
        ["hangUp"] = LineCapabilities.HangUp,
        ["message"] = LineCapabilities.Message | LineCapabilities.Speech | LineCapabilities.Uploads | LineCapabilities.Keys,
        ["conference"] = LineCapabilities.Conference,
        ["flash"] = LineCapabilities.Flash,
        ["deviceState"] = LineCapabilities.DeviceState,
    };

    /// <summary>What the line can do.</summary>
    public LineCapabilities Capabilities { get; init; } = Switches.Values.Aggregate((all, one) => all | one);

    /// <summary><c>reports</c>: <c>progress</c>, <c>end</c> or <c>none</c>.</summary>
    public SimulatedReports Reports { get; init; } = SimulatedReports.Progress;

    /// <summary><c>others</c>: what phones do that are not in the table, <c>answer</c> or <c>screen</c>.</summary>
    public SimulatedPhone Others { get; init; } = SimulatedPhone.Answers;

    /// <summary><c>talk</c>: how many seconds simulated people talk, 1 to 3600.</summary>
    public TimeSpan TalkTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary><c>timeout</c>: how many seconds a reply may take, 1 to 140.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What is wrong, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    public static SimulatorOptions Read(LineSettings settings)
    {
        var options = new SimulatorOptions();
        foreach (var (name, value) in settings.Options)
            options = options.With(name, value);
        return options with
        {
            Capabilities = options.Capabilities | options.Reports switch
            {
                SimulatedReports.Progress => LineCapabilities.ReportsProgress | LineCapabilities.ReportsEnd,
                SimulatedReports.End => LineCapabilities.ReportsEnd,
                _ => LineCapabilities.None,
            },
        };
    }

    private SimulatorOptions With(string name, string value) => (name, value) switch
    {
        ("reports", "none") => this with { Reports = SimulatedReports.None },
        ("reports", "end") => this with { Reports = SimulatedReports.End },
        ("reports", "progress") => this with { Reports = SimulatedReports.Progress },
        ("reports", _) => Wrong($"The option 'reports' is none, end or progress, not '{value}'."),
        ("others", "answer") => this with { Others = SimulatedPhone.Answers },
        ("others", "screen") => this with { Others = SimulatedPhone.OnScreen },
        ("others", _) => Wrong($"The option 'others' is answer or screen, not '{value}'."),
        ("talk", _) => Seconds(value, 3600) is { } talk ? this with { TalkTime = talk } : Wrong("The option 'talk' is a number of seconds from 1 to 3600."),
        ("timeout", _) => Seconds(value, 140) is { } timeout ? this with { Timeout = timeout } : Wrong("The option 'timeout' is a number of seconds from 1 to 140."),
        (_, "true") when Switches.ContainsKey(name) => this,
        (_, "false") when Switches.TryGetValue(name, out var off) => this with { Capabilities = Capabilities & ~off },
        _ when Switches.ContainsKey(name) => Wrong($"The option '{name}' is true or false, not '{value}'."),
        _ => Wrong($"The simulator has no option '{name}'."),
    };

    private SimulatorOptions Wrong(string problem) => this with { Problems = [.. Problems, problem] };

    private static TimeSpan? Seconds(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds >= 1 && seconds <= most
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
