using Click2Call.Lines;

namespace Click2Call.Functions.Tests.Verbs;

/// <summary>A dialect without demands, whose lines are never opened.</summary>
internal sealed class Pigeons : IDialect
{
    public string Name => "pigeons";

    public IPhoneLine Open(string account, LineSettings settings) => throw new NotSupportedException();

    public IEnumerable<string> Check(LineSettings settings) => [];

    public LineCapabilities CapabilitiesOf(LineSettings settings) => LineCapabilities.None;
}
