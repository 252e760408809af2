namespace Click2Call.Lines;

/// <summary>A dialect that we can drive.</summary>
public interface IDialect
{
    /// <summary>The name in <see cref="LineSettings.Dialect"/>.</summary>
    string Name { get; }

    /// <summary>Opens a line. Cheap, no I/O.</summary>
    IPhoneLine Open(string account, LineSettings settings);

    /// <summary>What is wrong with these settings, one sentence each; empty when nothing is. Told on import.</summary>
    IEnumerable<string> Check(LineSettings settings);

    /// <summary>What a line with these settings can do.</summary>
    LineCapabilities CapabilitiesOf(LineSettings settings);
}
