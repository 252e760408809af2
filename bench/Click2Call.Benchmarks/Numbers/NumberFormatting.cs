using BenchmarkDotNet.Attributes;
using Click2Call.Numbers;

namespace Click2Call.Benchmarks.Numbers;

/// <summary>Writing a number that was read before.</summary>
public class NumberFormatting
{
    private readonly PhoneNumber number = PhoneNumber.Parse("+972547654321");

    [Benchmark]
    public string National() => number.ToNational();

    [Benchmark]
    public string International() => number.ToInternational();

    [Benchmark]
    public string TelUri() => number.ToTelUri();

    [Benchmark]
    public string Local() => number.ToLocal();

    [Benchmark]
    public string Masked() => number.ToMasked();
}
