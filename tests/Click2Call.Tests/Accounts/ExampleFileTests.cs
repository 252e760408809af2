using System.Text.RegularExpressions;
using Click2Call.Accounts.Import;
using Click2Call.Lines;

namespace Click2Call.Tests.Accounts;

public sealed class ExampleFileTests
{
    private static readonly TestDialect Simulator = new("simulator", LineCapabilities.LookUp | LineCapabilities.ReportsProgress);

    [Fact]
    public void The_shipped_example_has_no_mistakes_and_a_form_for_everybody()
    {
        var file = AccountFile.Read(Repository.Text("accounts.example.json"), [Simulator]);
        Assert.Empty(file.Mistakes);
        var account = Assert.Single(file.Accounts).Account;
        Assert.Equal(("demo", "IL"), (account.Id, account.DefaultRegion));
        var website = account.FindClickToCall("website");
        Assert.False(website!.AuthRequired);
        Assert.Equal(["486", "102", "101"], account.FindGroup(website.Extension)!.InOrder(account));
        Assert.Equal("simulator", account.FindLine(null)!.Id);
    }

    [Fact]
    public void Every_property_of_the_file_is_in_its_reference()
    {
        var reading = new FileReading();
        var steps = string.Join(", ", new[] { "say", "listen", "menu", "digits", "record", "speech", "dial", "dialIp", "jump", "hangUp", "broadcasts", "charge", "branch", "lead", "offer", "accept", "set" }
            .Select(kind => $$"""{ "do": "{{kind}}", "play": [ {} ], "cases": [ {} ] }"""));
        AccountFile.Read(
            $$"""{ "accounts": [ { "lines": [ {} ], "extensions": [ {} ], "groups": [ { "members": [ {} ] } ], "hours": [ { "week": {}, "holidays": [ {} ] } ], "clickToCalls": [ { "targetSees": {}, "turnstile": {}, "retry": {} } ], "flows": [ { "steps": [ {{steps}} ] } ], "endpoints": [ {} ], "writeBacks": [ {} ], "keys": [ {} ] } ] }""",
            [Simulator],
            [],
            reading);
        Assert.Equal(20, reading.Properties.Select(property => property.Kind).Distinct().Count());
        var reference = Repository.Text("docs/accounts.md");
        var missing = reading.Properties.Where(property => !Section(reference, property.Kind).Contains($"| `{property.Name}` |", StringComparison.Ordinal));
        Assert.Empty(missing);

        // And the other way round: what the reference names is a property.
        var named = Regex.Count(reference[..reference.IndexOf("## Keys", StringComparison.Ordinal)], @"^\| `(\w+)` \|", RegexOptions.Multiline);
        Assert.Equal(reading.Properties.Count, named);
    }

    private static string Section(string reference, string kind)
    {
        var start = reference.IndexOf($"<a id=\"{kind}\"></a>", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/accounts.md has no section for {kind}.");
        var end = reference.IndexOf("<a id=", start + 1, StringComparison.Ordinal);
        return end < 0 ? reference[start..] : reference[start..end];
    }
}
