using System.Globalization;
using System.Text.RegularExpressions;
using Click2Call.Accounts;
using Click2Call.Testing;

namespace Click2Call.Crm.Tests;

/// <summary>docs/crm.md says what the code does.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "crm.md"));

    public static TheoryData<string> Sources => [.. CrmSources.All.Select(source => source.Name)];

    [Fact]
    public void The_table_has_a_row_for_every_source_and_none_besides() =>
        Assert.Equal(CrmSources.All.Select(source => source.Name), Rows().Select(row => row[0].Trim('`')));

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_row_tells_the_address_the_time_limit_and_whether_records_are_fetched(string name)
    {
        var source = CrmSources.Find(name)!;
        var row = Rows().Single(cells => cells[0] == $"`{name}`");
        Assert.StartsWith($"`/webhooks/{name}/ACCOUNT.ID", row[1], StringComparison.Ordinal);
        Assert.Equal(source.TimeLimit is { } limit ? string.Create(CultureInfo.InvariantCulture, $"{limit.TotalSeconds} s") : "not said", row[5]);
        Assert.Equal(source.Fetch is null, row[6] == "nothing");
        Assert.Equal(source.SignsTime, row[3].Contains("5 min", StringComparison.Ordinal));
        Assert.All(row, cell => Assert.NotEmpty(cell));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_section_lists_its_settings_in_the_words_of_the_code(string name)
    {
        var start = Page.IndexOf($"\n### `{name}`\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/crm.md has no section `{name}`.");
        var end = Page.IndexOf("\n### ", start + 1, StringComparison.Ordinal);
        var section = end < 0 ? Page[start..] : Page[start..end];
        var expected = string.Join('\n', CrmSources.Find(name)!.Settings.Select(Row));
        Assert.Equal(expected, string.Join('\n', section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))));
    }

    private static string Row(WebhookSetting setting)
    {
        var kind = setting.Kind switch
        {
            WebhookSettingKind.Secret => "name of a secret",
            WebhookSettingKind.Texts => "list of texts",
            WebhookSettingKind.Address => "address",
            WebhookSettingKind.Region => "region",
            _ when setting.OneOf.Count > 0 => string.Join(", ", setting.OneOf.Select(one => $"`\"{one}\"`")),
            _ => "text",
        };
        return $"| `{setting.Name}` | {kind} | {(setting.Needed ? "**needed**; " : "")}{setting.What} |";
    }

    private static string[][] Rows() =>
    [
        .. Page[..Page.IndexOf("\n## Connect", StringComparison.Ordinal)].Split('\n').Where(line => SourceRow().IsMatch(line))
            .Select(line => line.Trim('|').Split(" | ").Select(cell => cell.Trim()).ToArray()),
    ];

    [GeneratedRegex(@"\A\| `[a-z0-9-]+` \| `/webhooks/")]
    private static partial Regex SourceRow();
}
