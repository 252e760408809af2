namespace Click2Call.Tests.Numbers;

/// <summary>Our answers beside those of Google's libphonenumber.</summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int Inputs = 200_000;
    private const double Least = 0.9995;

    // Two generators at once, on two seeds: the reference takes the longest part of the time.
    private static readonly int[] Seeds = [20260701, 20260702];

    [Fact]
    public async Task Two_hundred_thousand_inputs_are_answered_as_by_the_reference()
    {
        var answers = (await Task.WhenAll(Seeds.Select(seed => Task.Run(() => Ask(Inputs / Seeds.Length, seed))))).SelectMany(a => a).ToList();

        var differences = answers
            .Select(answer => (answer, ours: answer.Ours()))
            .Select(pair => (pair.answer, pair.ours, difference: pair.answer.Difference(pair.ours)))
            .Where(d => d.difference is not null)
            .ToList();

        var agreement = 1 - ((double)differences.Count / answers.Count);
        output.WriteLine($"{answers.Count:N0} inputs, {answers.Count(a => a.Answer[0] == "None"):N0} of them valid: agreement {agreement:P4}, {differences.Count} differences");
        foreach (var kind in differences.GroupBy(d => d.difference).OrderByDescending(g => g.Count()))
        {
            output.WriteLine($"{kind.Count(),6}  {kind.Key}");
            foreach (var (answer, ours, _) in kind.Take(5))
                output.WriteLine($"        {answer}; ours: {string.Join(" | ", ours)}");
        }

        Assert.Equal(Inputs, answers.Count);
        Assert.True(agreement >= Least, $"Agreement {agreement:P4} is below {Least:P2}; the test's output lists the differences.");
    }

    [Fact]
    public void Example_numbers_of_every_region_and_type_are_answered_as_by_the_reference()
    {
        var answers = Node.Lines("tests/oracle-numbers", "examples.js").ConvertAll(OracleAnswer.Read);

        Assert.Equal(1377, answers.Count(a => !a.Way.StartsWith("worldwide", StringComparison.Ordinal)));
        Assert.Equal(12, answers.Count(a => a.Way.StartsWith("worldwide", StringComparison.Ordinal)));
        Assert.All(answers, answer => Assert.Equal(answer.Answer, answer.Ours()));
    }

    private static List<OracleAnswer> Ask(int count, int seed) =>
        Node.Lines("tests/oracle-numbers", "differential.js", $"{count}", $"{seed}").ConvertAll(OracleAnswer.Read);
}
