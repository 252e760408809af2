using Click2Call.Numbers;

namespace Click2Call.Tests.Numbers;

/// <summary>Inputs made to stall a parser. Work is bounded because texts over 250 characters are refused unread; the slowest shorter ones are timed here.</summary>
public sealed class HostileInputTests(ITestOutputHelper output)
{
    // An answer takes microseconds, one that stalls takes seconds; the limit leaves room for a machine that runs other builds.
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(10);

    // By name, because the runner's own copies of arguments would mend lone surrogates.
    private static readonly Dictionary<string, string> Texts = new()
    {
        { "a megabyte of digits", new string('7', 1 << 20) },
        { "a megabyte of nested parentheses", new string('(', 1 << 19) + new string(')', 1 << 19) },
        { "a megabyte of pluses", new string('+', 1 << 20) },
        { "250 digits", new string('7', 250) },
        { "250 digits after a plus", "+" + new string('1', 249) },
        { "250 parentheses around a number", new string('(', 120) + "0547654321" + new string(')', 120) },
        { "250 pluses", new string('+', 250) },
        { "control characters", "054\0\u0001\r\n765\t4321\u001b[31m" },
        { "lone high surrogates", "+972\ud83d54765\ud83d4321" },
        { "lone low surrogates", string.Concat(Enumerable.Repeat("\udc00", 250)) },
        { "a lone surrogate at the end", "+972547654321\ud83d" },
        { "extension words", string.Concat(Enumerable.Repeat("123 ext ", 31)) },
        { "extension signs", string.Concat(Enumerable.Repeat("1x", 125)) },
        { "spaces before a hash", "123" + new string(' ', 240) + "1#" },
        { "commas", "123" + new string(',', 240) + "123456" },
        { "slashes and x", string.Concat(Enumerable.Repeat("/ ", 124)) + "x" },
        { "phone-contexts", string.Concat(Enumerable.Repeat(";phone-context=+1", 14)) },
        { "context before scheme", "1;phone-context=+1;tel:" },
        { "context of dots", "tel:1234567;phone-context=" + new string('.', 200) },
        { "direction marks", new string('\u202e', 249) + "1" },
        { "letters after three digits", "123" + new string('z', 247) },
        { "mixed digits of three scripts", string.Concat(Enumerable.Repeat("1\u0661\u06f1\uff11", 62)) },
    };

    public static TheoryData<string> Names => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Hostile_input_is_answered_at_once(string name)
    {
        var text = Texts[name];
        var least = TimeSpan.MaxValue;
        // The best of many runs: what the machine does besides can not be in all of them.
        for (var run = 0; run < 50; run++)
        {
            var start = TimeProvider.System.GetTimestamp();
            PhoneNumber.TryParse(text, "AR", out _, out var problem);
            PhoneNumber.TryParsePlausible(text, null, out _, out _);
            NumberMask.Mask(text);
            _ = DialText.IsAdmitted(text);
            TechnolineTarget.Detect(text);
            KazooContact.Detect(text, "BR");
            var elapsed = TimeProvider.System.GetElapsedTime(start);
            least = elapsed < least ? elapsed : least;
            if (text.Length > 250)
                Assert.Equal(NumberProblem.TooLong, problem);
        }

        output.WriteLine($"{name}: {least.TotalMicroseconds:N1} µs for parse, mask and three detectors");
        Assert.True(least < Limit, $"{name} took {least.TotalMilliseconds:N3} ms at best.");
    }

    [Fact]
    public void Random_texts_never_throw()
    {
        const string Alphabet = "0123456789+()-. x#;,/*~=telXEextn:phone-context=isub\u200f\u0660\uff11\ud800\udc00\0\r\n\u00e9&";
        var random = new Random(7);
        string?[] regions = [null, "", "IL", "US", "AR", "BR", "ZZ", "001", "\u0130L", "i"];
        var accepted = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var text = new string(random.GetItems<char>(Alphabet, random.Next(40)));
            accepted += PhoneNumber.TryParse(text, regions[i % regions.Length], out var number, out var problem) ? 1 : 0;
            Assert.Equal(number is null, problem != NumberProblem.None);
            NumberMask.Mask(text);
            TechnolineTarget.Detect(text);
            KazooContact.Detect(text, regions[i % regions.Length]);
        }

        Assert.InRange(accepted, 1, 99_999);
    }
}
