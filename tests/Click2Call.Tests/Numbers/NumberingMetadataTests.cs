using Click2Call.Numbers;

namespace Click2Call.Tests.Numbers;

public sealed class NumberingMetadataTests(ITestOutputHelper output)
{
    [Fact]
    public void Committed_metadata_is_what_the_tool_makes() =>
        output.WriteLine(string.Join('\n', Node.Lines("tools/numbering-metadata", "generate.js", "--check")));

    /// <summary>Our only departure from the reference: it refuses numbers with a direction mark or a thin space inside.</summary>
    [Fact]
    public void Direction_marks_and_thin_spaces_inside_a_number_do_not_matter()
    {
        var marks = "\u061c\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u2009\u202f\u205f".ToCharArray();
        var plain = new OracleAnswer("", "+972 54-765-4321 ext. 5", null, []).Ours();

        Assert.All(marks, mark => Assert.Equal(plain, new OracleAnswer("", $"+{mark}972{mark} 54{mark}-765-4321{mark} ext.{mark} 5", null, []).Ours()));
    }

    [Fact]
    public void Every_region_is_known_by_name_in_any_case()
    {
        var known = 0;
        for (var first = 'A'; first <= 'Z'; first++)
        {
            for (var second = 'A'; second <= 'Z'; second++)
            {
                var region = NumberingPlan.Region($"{first}{second}");
                Assert.Equal(region, NumberingPlan.Region($"{first}{second}".ToLowerInvariant()));
                known += region == NumberingRegion.None ? 0 : 1;
            }
        }

        Assert.Equal(245, known);
        Assert.Equal(NumberingRegion.None, NumberingPlan.Region("USA"));
        Assert.Equal(NumberingRegion.None, NumberingPlan.Region("U["));
    }
}
