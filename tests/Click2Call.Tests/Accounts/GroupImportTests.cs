using Click2Call.Accounts;
using Click2Call.Accounts.Import;
using Click2Call.Lines;

namespace Click2Call.Tests.Accounts;

public sealed class GroupImportTests
{
    private static readonly TestDialect Several = new("several", LineCapabilities.ReportsProgress | LineCapabilities.RingsSeveral);

    private static AccountFile Read(string group, string dialect = "able", string click = "") => AccountFile.Read(
        $$"""
        { "accounts": [ { "id": "demo", "name": "Demo", "region": "IL",
          "lines": [ { "id": "main", "dialect": "{{dialect}}" }, { "id": "other", "dialect": "dumb" } ],
          "extensions": [ { "number": "101", "display": "0990880101" }, { "number": "102" }, { "number": "103", "line": "other" } ],
          "groups": [ { "id": "sales", {{group}} } ],
          "clickToCalls": [ { "id": "web", "name": "Web", "extension": "sales", {{click}} } ] } ] }
        """,
        [TestDialect.Able, TestDialect.Dumb, Several]);

    private static string[] Mistakes(string group, string dialect = "able", string click = "") =>
        [.. Read(group, dialect, click).Mistakes.Select(mistake => $"{mistake.Path}: {mistake.Sentence}")];

    [Fact]
    public void Members_are_numbers_or_objects_with_a_priority()
    {
        var file = Read("""
            "name": "Sales", "members": [ "102", { "extension": "101", "priority": 2 } ], "strategy": "longestIdle", "ringTime": "12s", "huntAfter": "refusal"
            """);
        Assert.Empty(file.Mistakes);
        var group = Assert.Single(Assert.Single(file.Accounts).Account.Groups);
        Assert.Equal(("sales", "Sales", HuntStrategy.LongestIdle, TimeSpan.FromSeconds(12), HuntAfter.Refusal), (group.Id, group.Name, group.Strategy, group.RingTime, group.After));
        Assert.Equal([new HuntMember("102", 1), new HuntMember("101", 2)], group.Members);
    }

    [Fact]
    public void A_group_of_which_little_is_said_is_rung_by_priority_after_any_failure()
    {
        var group = Assert.Single(Assert.Single(Read("\"members\": [\"101\"]").Accounts).Account.Groups);
        Assert.Equal((HuntStrategy.Priority, null, HuntAfter.Failure), (group.Strategy, group.RingTime, group.After));
    }

    [Theory]
    [InlineData("\"members\": []", "accounts[0].groups[0].members: a group needs somebody to ring; list extensions, such as [\"101\", \"102\"].")]
    [InlineData("\"name\": \"Sales\"", "accounts[0].groups[0].members: a group needs somebody to ring; list extensions, such as [\"101\", \"102\"].")]
    [InlineData("\"members\": [\"101\", \"199\"]", "accounts[0].groups[0].members[1]: the account has no extension of this number; it has 101, 102, 103.")]
    [InlineData("\"members\": [\"0990880101\"]", "accounts[0].groups[0].members[0]: the account has no extension of this number; it has 101, 102, 103.")]
    [InlineData("\"members\": [\"101\", \"102\", \"101\"]", "accounts[0].groups[0].members[2]: '101' is a member already; list it once.")]
    [InlineData("\"members\": [\"101\", \"103\"]", "accounts[0].groups[0].members[1]: '103' hangs on another line than the members before; a group rings over one line.")]
    [InlineData("\"members\": [\"101\", 102]", "accounts[0].groups[0].members[1]: a member is an object in braces, not a number.")]
    [InlineData("\"members\": [\"101\"], \"strategy\": \"random\"", "accounts[0].groups[0].strategy: a strategy is one of priority, roundRobin, longestIdle, simultaneous.")]
    [InlineData("\"members\": [\"101\"], \"strategy\": \"simultaneous\"", "accounts[0].groups[0].members: the line 'main' cannot ring several phones at once (no line does that asks for a key before it connects); write \"priority\", \"roundRobin\" or \"longestIdle\" as the group's strategy, or use another line.")]
    [InlineData("\"members\": [\"101\"], \"ringTime\": \"3s\"", "accounts[0].groups[0].ringTime: this is a duration from 5s to 2m, such as \"30s\", \"5m\", \"2h\" or \"1d\".")]
    public void A_mistake_is_told_with_its_place(string group, string mistake) => Assert.Equal([mistake], Mistakes(group));

    [Fact]
    public void A_group_cannot_be_called_like_an_extension_or_another_group()
    {
        Assert.Equal(
            ["accounts[0].groups[0].id: this is said twice; keep one.", "accounts[0].groups[1].id: another group is called 'sales' already; give each its own."],
            Mistakes("\"id\": \"101\", \"members\": [\"101\"] }, { \"id\": \"sales\", \"members\": [\"101\"]"));
        Assert.Contains(
            "accounts[0].groups[1].id: an extension is found under '102' already; give the group its own id.",
            Mistakes("\"members\": [\"101\"] }, { \"id\": \"102\", \"members\": [\"101\"]"));
    }

    [Fact]
    public void Going_on_after_anything_but_a_refusal_needs_a_line_that_tells()
    {
        var mistake = Assert.Single(Mistakes("\"members\": [\"101\"]", "dumb"));
        Assert.StartsWith("accounts[0].groups[0].members: the line 'main' can neither be asked what became of a call nor does it report it", mistake, StringComparison.Ordinal);
        Assert.Contains("\"huntAfter\": \"refusal\"", mistake, StringComparison.Ordinal);
        Assert.Empty(Mistakes("\"members\": [\"101\"], \"huntAfter\": \"refusal\"", "dumb"));

        // A click-to-call may take the group over another line.
        Assert.StartsWith("accounts[0].clickToCalls[0].line: the line 'other' can neither", Assert.Single(Mistakes("\"members\": [\"101\"]", click: "\"line\": \"other\"")), StringComparison.Ordinal);
    }

    [Fact]
    public void All_at_once_is_for_lines_that_ring_several()
    {
        Assert.Empty(Mistakes("\"members\": [\"101\", \"102\"], \"strategy\": \"simultaneous\"", "several"));
        Assert.Empty(Mistakes("\"members\": [\"101\", \"102\"], \"strategy\": \"simultaneous\"", "several", "\"dialTargetFirst\": true"));
    }

    [Fact]
    public void A_visitor_rung_first_goes_with_no_group_that_is_rung_one_by_one() => Assert.Equal(
        ["accounts[0].clickToCalls[0].dialTargetFirst: the visitor's phone would ring once for each agent of the group; ring the agents first, or name one extension."],
        Mistakes("\"members\": [\"101\"]", click: "\"dialTargetFirst\": true"));

    [Fact]
    public void A_destination_may_be_a_group()
    {
        var account = Assert.Single(Read("\"members\": [\"101\"]").Accounts).Account;
        Assert.True(DestinationReader.TryRead(" sales ", account, out var destination, out _));
        Assert.Equal("group sales", destination.ToString());
        Assert.False(DestinationReader.TryRead("support", account, out _, out _));
    }
}
