using Click2Call.Hosting.Verbs;

namespace Click2Call.Functions.Tests;

public sealed class VerbTests
{
    [Theory]
    [InlineData(true, "--help")]
    [InlineData(true, "functions", "write", "x")]
    [InlineData(true, "nonsense")]
    [InlineData(false)]
    [InlineData(false, "--urls=http://127.0.0.1:1")]
    [InlineData(false, "--urls", "http://127.0.0.1:1")]
    [InlineData(false, "StandAlone:BatchSize=1")]
    public void Tells_a_verb_from_a_setting(bool verb, params string[] args) => Assert.Equal(verb, VerbLine.IsOne(args));

    [Fact]
    public async Task Help_needs_no_settings()
    {
        await using var app = AppProcess.Start(Probe.Executable, ["--help"], []);
        Assert.Equal(0, await app.Ended());
        Assert.Contains(app.Output, line => line.StartsWith("click2call functions write DIR", StringComparison.Ordinal));
        Assert.Empty(app.Errors);
    }

    [Theory]
    [InlineData("There is no verb 'functions wriite x'.", "functions", "wriite", "x")]
    [InlineData("One folder is needed.", "functions", "write")]
    public async Task Says_what_is_wrong_and_how_it_is_right(string sentence, params string[] args)
    {
        await using var app = AppProcess.Start(Probe.Executable, args, []);
        Assert.Equal(2, await app.Ended());
        Assert.Equal(sentence, app.Errors[0]);
        Assert.Contains(app.Errors, line => line.Contains("click2call functions write DIR", StringComparison.Ordinal));
    }
}
