using Click2Call.Lines;

namespace Click2Call.Tests.Accounts;

/// <summary>A dialect whose lines are never opened. <c>able</c> can look calls up; <c>dumb</c> hears of them by events only.</summary>
internal sealed class TestDialect(string name, LineCapabilities capabilities) : IDialect
{
    public static TestDialect Able { get; } = new("able", LineCapabilities.LookUp);

    public static TestDialect Dumb { get; } = new("dumb", LineCapabilities.None);

    public string Name => name;

    public IPhoneLine Open(string account, LineSettings settings) => throw new NotSupportedException();

    public IEnumerable<string> Check(LineSettings settings) =>
        settings.Options.ContainsKey("wrong") ? ["The option 'wrong' is not one of ours."] : [];

    public LineCapabilities CapabilitiesOf(LineSettings settings) =>
        settings.EventTokenHash is null ? capabilities : capabilities | LineCapabilities.ReportsProgress;
}
