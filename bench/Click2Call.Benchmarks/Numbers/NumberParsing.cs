using BenchmarkDotNet.Attributes;
using Click2Call.Numbers;

namespace Click2Call.Benchmarks.Numbers;

/// <summary>Parse + validate of the commonest shapes, beside a floor that only copies the digits into a string.</summary>
public class NumberParsing
{
    private string text = "";
    private string? region;

    [Params(
        "+972547654321|",
        "054-765 4321|IL",
        "+972 (0)54 765 4321|",
        "00972547654321|IL",
        "(415) 555-2671|US",
        "+1 415-555-2671|",
        "+44 20 7946 0958|",
        "tel:+1-415-555-2671;ext=12|",
        "011 15-2345-6789|AR",
        "+1 876 987 6543|",
        "05412|IL")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Split()
    {
        var parts = Shape.Split('|');
        text = parts[0];
        region = parts[1].Length == 0 ? null : parts[1];
    }

    [Benchmark]
    public PhoneNumber? ParseAndValidate() => PhoneNumber.TryParse(text, region, out var number, out _) ? number : null;

    [Benchmark]
    public string ParseAndFormatE164() => PhoneNumber.TryParse(text, region, out var number, out _) ? number.E164 : "";

    [Benchmark(Baseline = true)]
    public string FloorCopiesTheDigits()
    {
        Span<char> digits = stackalloc char[text.Length];
        var count = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
                digits[count++] = c;
        }

        return new string(digits[..count]);
    }
}
