using System.Text;
using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Campaigns;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Tests.Technoline.Manage;

/// <summary>Each action of extension management by itself.</summary>
public sealed class ActionTests
{
    private readonly ManageBench bench = new();

    [Fact]
    public async Task GetUiSchema_ships_types_fields_forms_and_accountSettings()
    {
        var schema = await bench.Ok("getUiSchema");
        Assert.Equal(["menu", "extension", "group", "hours", "api"], schema.GetProperty("types").EnumerateArray().Select(type => type.GetProperty("type").GetString()));
        Assert.Equal(["menu", "extension", "group", "hours", "api"], schema.GetProperty("forms").EnumerateObject().Select(form => form.Name));
        Assert.Equal(("acme", "Acme", "IL"), (Account("id"), Account("name"), Account("region")));
        // Every input of a form or a permission is described, and in words.
        var fields = schema.GetProperty("fields");
        var used = schema.GetProperty("forms").EnumerateObject().SelectMany(form => form.Value.EnumerateArray())
            .Concat(schema.GetProperty("security").EnumerateObject().SelectMany(rule => rule.Value.GetProperty("fields").EnumerateArray()));
        Assert.All(used, name => Assert.NotEqual("", fields.GetProperty(name.GetString()!).GetProperty("name").GetString()));
        Assert.All(schema.GetProperty("types").EnumerateArray().SelectMany(type => type.GetProperty("security").EnumerateArray()), rule => Assert.True(schema.GetProperty("security").TryGetProperty(rule.GetString()!, out _)));

        string? Account(string name) => schema.GetProperty("accountSettings").GetProperty(name).GetString();
    }

    [Fact]
    public async Task GetExtensionTypes_and_getAccountSettings_are_parts_of_the_schema()
    {
        var schema = await bench.Ok("getUiSchema");
        Assert.Equal(schema.GetProperty("types").ToString(), (await bench.Ok("getExtensionTypes")).GetProperty("types").ToString());
        Assert.Equal(schema.GetProperty("accountSettings").ToString(), (await bench.Ok("getAccountSettings")).GetProperty("accountSettings").ToString());
    }

    [Fact]
    public async Task FoldersList_is_the_tree_of_everything()
    {
        var root = (await bench.Ok("foldersList")).GetProperty("0");
        Assert.Equal(("menu", JsonValueKind.Null), (root.GetProperty("type").GetString(), root.GetProperty("belowExtension").ValueKind));
        Assert.Equal(
            ["extension 101 Dana", "extension 102 102", "extension 103 103", "group sales Sales", "hours office office", "api menu Menu"],
            root.GetProperty("children").EnumerateObject().Select(one => $"{one.Value.GetProperty("type").GetString()} {one.Value.GetProperty("extension").GetString()} {one.Value.GetProperty("name").GetString()}"));
        Assert.All(root.GetProperty("children").EnumerateObject(), one => Assert.Equal("0", one.Value.GetProperty("belowExtension").GetString()));
    }

    [Fact]
    public async Task An_extension_whose_number_looks_like_another_id_is_found_by_its_own()
    {
        bench.Account = bench.Account with { Extensions = [.. bench.Account.Extensions, new() { Number = "0", Name = "Zero" }, new() { Number = "flow-menu", Name = "Odd" }] };
        Assert.Equal("Zero", (await bench.Ok("folderSettings", ("extensionId", "extension-0"))).GetProperty("data").GetProperty("name").GetString());
        Assert.Equal("Odd", (await bench.Ok("folderSettings", ("extensionId", "extension-flow-menu"))).GetProperty("data").GetProperty("name").GetString());
        Assert.Equal("api", (await bench.Ok("folderSettings", ("extensionId", "flow-menu"))).GetProperty("data").GetProperty("type").GetString());
    }

    [Fact]
    public async Task FolderSettings_tells_settings_and_permissions_of_one()
    {
        var data = (await bench.Ok("folderSettings", ("extensionId", "101"))).GetProperty("data");
        Assert.Equal("""{"extension":"101","name":"Dana","display":"0990880101","sipUser":"","line":"","blocked":"no"}""", data.GetProperty("settings").ToString());
        Assert.Equal("[]", data.GetProperty("security").ToString());
        Assert.Equal(4, (await bench.Ask("folderSettings", ("extensionId", "nobody"))).GetProperty("errorCode").GetInt32());
    }

    [Fact]
    public async Task GetExtensionPath_tells_where_one_stands()
    {
        Assert.Equal("/0/101", (await bench.Ok("getExtensionPath", ("extensionId", "101"))).GetProperty("path").GetString());
        Assert.Equal("/0", (await bench.Ok("getExtensionPath", ("extensionId", "0"))).GetProperty("path").GetString());
        await bench.Refused("getExtensionPath", ("extensionId", "999"));
    }

    [Fact]
    public async Task GetOptions2_tells_the_values_of_several_lists_at_once()
    {
        var data = (await bench.Ok("getOptions2", ("list", "lines,extensions, groups,hours,flows,clickToCalls"))).GetProperty("data");
        Assert.Equal(
            """{"lines":[{"value":"main","name":"main (simulator)"}],"extensions":[{"value":"101","name":"101 Dana"},{"value":"102","name":"102"},{"value":"103","name":"103"}],"groups":[{"value":"sales","name":"sales Sales"}],"hours":[{"value":"office","name":"office"}],"flows":[{"value":"menu","name":"menu Menu"}],"clickToCalls":[{"value":"website","name":"Website"}]}""",
            data.ToString());
        Assert.Contains((await bench.Ok("getOptions2", ("list", "timeZones"))).GetProperty("data").GetProperty("timeZones").EnumerateArray(), zone => zone.GetProperty("value").GetString() == "Asia/Jerusalem");
        Assert.Contains("timeZones", await bench.Refused("getOptions2", ("list", "secrets")), StringComparison.Ordinal);
        await bench.Refused("getOptions2");
    }

    [Fact]
    public async Task ExtensionSet_changes_an_extension_and_leaves_what_it_does_not_name()
    {
        await bench.Ok("extensionSet", ("extensionId", "101"), ("settings[line]", "main"), ("settings[sipUser]", "dana-desk"));
        Assert.Equal(new Extension { Number = "101", Name = "Dana", Display = "0990880101", Line = "main", SipUser = "dana-desk" }, bench.Extension("101"));
        await bench.Ok("extensionSet", ("extensionId", "101"), ("settings[line]", ""), ("settings[sipUser]", ""), ("name", ""));
        Assert.Equal(new Extension { Number = "101", Display = "0990880101" }, bench.Extension("101"));
    }

    [Fact]
    public async Task ExtensionSet_takes_settings_as_an_object_in_JSON()
    {
        var json = await bench.Post("", "application/json", Encoding.UTF8.GetBytes($$"""
            { "action": "extensionSet", "apiKey": "{{FakeDirectory.Key}}", "extensionId": "group-sales", "name": "מכירות", "settings": { "members": ["103", "101"], "ringSec": 20 } }
            """));
        Assert.Equal("OK", json.GetProperty("status").GetString());
        var group = bench.Account.FindGroup("sales")!;
        Assert.Equal(("מכירות", TimeSpan.FromSeconds(20)), (group.Name, group.RingTime));
        Assert.Equal(["103", "101"], group.InOrder(bench.Account));
    }

    [Fact]
    public async Task ExtensionSet_makes_an_extension_under_the_root()
    {
        var made = await bench.Ok("extensionSet", ("extensionId", "NEW"), ("belowExtension", "0"), ("type", "extension"), ("extension", "104"), ("name", "Omer"));
        Assert.Equal("104", made.GetProperty("extensionId").GetString());
        Assert.Equal("Omer", bench.Extension("104")!.Name);
        Assert.Contains("belowExtension", await bench.Refused("extensionSet", ("extensionId", "NEW"), ("belowExtension", "101"), ("extension", "105")), StringComparison.Ordinal);
        Assert.Contains("type", await bench.Refused("extensionSet", ("extensionId", "NEW"), ("type", "menu"), ("extension", "105")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExtensionSet_renames_an_extension_that_nothing_refers_to_and_its_place_stays()
    {
        await bench.Ok("foldersOrder", ("order", "103,101,102"));
        await bench.Ok("extensionSet", ("extensionId", "103"), ("extension", "109"));
        Assert.Equal(["109", "101", "102"], (await Ids()).Take(3));
        Assert.Contains("group 'sales'", await bench.Refused("extensionSet", ("extensionId", "102"), ("extension", "110")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExtensionSet_makes_and_changes_a_group()
    {
        await bench.Ok("extensionSet", ("extensionId", "NEW"), ("type", "group"), ("extension", "night"), ("settings[members]", "103,101"), ("settings[strategy]", "longestIdle"), ("settings[ringSec]", "15"), ("settings[huntAfter]", "refusal"));
        var group = bench.Account.FindGroup("night")!;
        Assert.Equal((HuntStrategy.LongestIdle, TimeSpan.FromSeconds(15), HuntAfter.Refusal), (group.Strategy, group.RingTime, group.After));
        Assert.Equal(["103", "101"], group.Members.Select(member => member.Extension));
        await bench.Ok("extensionSet", ("extensionId", "group-night"), ("settings[ringSec]", ""));
        Assert.Null(bench.Account.FindGroup("night")!.RingTime);
    }

    [Fact]
    public async Task The_order_of_a_groups_members_is_the_one_that_was_sent()
    {
        bench.Account = bench.Account with { Groups = [new() { Id = "sales", Members = [new("101", 1), new("102", 2)] }] };
        // An order that the priorities allow keeps them.
        await bench.Ok("extensionSet", ("extensionId", "group-sales"), ("settings[members]", "101,102,103"));
        Assert.Equal([new("101", 1), new("102", 2), new("103", 2)], bench.Account.Groups[0].Members);
        // Another goes by the order alone: it was the priorities that it overthrows.
        await bench.Ok("extensionSet", ("extensionId", "group-sales"), ("settings[members]", "102,101"));
        Assert.Equal(["102", "101"], bench.Account.Groups[0].InOrder(bench.Account));
        Assert.Equal("102,101", (await bench.Ok("folderSettings", ("extensionId", "group-sales"))).GetProperty("data").GetProperty("settings").GetProperty("members").GetString());
    }

    [Fact]
    public async Task ExtensionSet_changes_a_flow_and_it_is_the_next_version()
    {
        await bench.Ok("extensionSet", ("extensionId", "flow-menu"), ("settings[document]", """{ "id": "menu", "name": "Other", "steps": [{ "id": "on", "do": "jump", "to": "101" }] }"""));
        Assert.Equal((2, "Other"), (bench.Account.Flows[0].Version, bench.Account.Flows[0].Script.Name));
        await bench.Ok("extensionSet", ("extensionId", "flow-menu"), ("name", "תפריט"));
        Assert.Equal((3, "תפריט"), (bench.Account.Flows[0].Version, bench.Account.Flows[0].Script.Name));
        Assert.Equal("101", bench.Account.Flows[0].Script.Steps[0].Number);
    }

    [Fact]
    public async Task ExtensionSet_makes_a_flow_and_tells_its_address_once()
    {
        var made = await bench.Ok("extensionSet", ("extensionId", "NEW"), ("type", "api"), ("extension", "hello"), ("name", "Hello"));
        var flow = bench.Account.FindFlow("hello")!;
        Assert.StartsWith("/module/acme.hello.", made.GetProperty("address").GetString(), StringComparison.Ordinal);
        Assert.Equal(flow.TokenHash, KeyHash.Of(made.GetProperty("address").GetString()!.Split('.')[2]));
        Assert.DoesNotContain("address", (await bench.Ok("folderSettings", ("extensionId", "flow-hello"))).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExtensionSet_changes_the_account_itself()
    {
        await bench.Ok("extensionSet", ("extensionId", "0"), ("name", "Acme Ltd."), ("settings[timeZone]", "Europe/London"));
        Assert.Equal(("Acme Ltd.", "Europe/London"), (bench.Account.Name, bench.Account.TimeZone));
    }

    [Fact]
    public async Task FolderDelete_removes_what_nothing_refers_to()
    {
        await bench.Ok("foldersOrder", ("order", "103,101"));
        foreach (var id in new[] { "103", "group-sales", "hours-office", "flow-menu" })
            await bench.Ok("folderDelete", ("extensionId", id));
        Assert.Equal(["102", "101"], await Ids());
        Assert.DoesNotContain("103", bench.Account.Order);
        Assert.Contains("clickToCall 'website'", await bench.Refused("folderDelete", ("extensionId", "101")), StringComparison.Ordinal);
        await bench.Refused("folderDelete", ("extensionId", "0"));
    }

    [Fact]
    public async Task FolderDelete_leaves_whom_others_need()
    {
        bench.Account = bench.Account with { ClickToCalls = [bench.Account.ClickToCalls[0] with { Extension = "sales", SharedHours = "office" }] };
        Assert.Contains("group 'sales'", await bench.Refused("folderDelete", ("extensionId", "102")), StringComparison.Ordinal);
        Assert.Contains("clickToCall 'website'", await bench.Refused("folderDelete", ("extensionId", "group-sales")), StringComparison.Ordinal);
        Assert.Contains("clickToCall 'website'", await bench.Refused("folderDelete", ("extensionId", "hours-office")), StringComparison.Ordinal);
        bench.Campaigns.Add(new Campaign { Account = "acme", Id = "7", CreatedAt = default, Extension = "103" });
        Assert.Contains("campaign '7'", await bench.Refused("folderDelete", ("extensionId", "103")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FoldersOrder_moves_nodes_among_the_places_that_they_have()
    {
        await bench.Ok("foldersOrder", ("order", "103,101"));
        Assert.Equal(["103", "102", "101", "group-sales", "hours-office", "flow-menu"], await Ids());
        await bench.Ok("foldersOrder", ("order[]", "flow-menu"), ("order[]", "103"));
        Assert.Equal(["flow-menu", "102", "101", "group-sales", "hours-office", "103"], await Ids());
        await bench.Post("", "application/json", Encoding.UTF8.GetBytes($$"""{ "action": "foldersOrder", "apiKey": "{{FakeDirectory.Key}}", "order": ["103", "102", "101", "flow-menu"] }"""));
        Assert.Equal(["103", "102", "101", "group-sales", "hours-office", "flow-menu"], await Ids());
        // Lists to choose from are in that order too, and what is new comes last.
        await bench.Ok("extensionSet", ("extensionId", "NEW"), ("extension", "100"));
        Assert.Equal(
            ["103", "102", "101", "100"],
            (await bench.Ok("getOptions2", ("list", "extensions"))).GetProperty("data").GetProperty("extensions").EnumerateArray().Select(one => one.GetProperty("value").GetString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("101,nobody")]
    [InlineData("101,101")]
    [InlineData("0,101")]
    public async Task FoldersOrder_of_what_is_not_there_is_refused(string order) =>
        Assert.Contains("order", await bench.Refused("foldersOrder", ("order", order)), StringComparison.Ordinal);

    [Fact]
    public async Task SecuritySet_bars_an_extension_and_opens_it_again()
    {
        await bench.Ok("securitySet", ("extensionId", "103"), ("S1[securityType]", "blocked"));
        Assert.True(bench.Extension("103")!.Blocked);
        Assert.Equal("""[{"securityType":"blocked"}]""", (await bench.Ok("folderSettings", ("extensionId", "103"))).GetProperty("data").GetProperty("security").ToString());
        await bench.Ok("securitySet", ("extensionId", "103"));
        Assert.False(bench.Extension("103")!.Blocked);
    }

    [Fact]
    public async Task SecuritySet_of_the_account_says_which_numbers_are_never_called()
    {
        await bench.Ok("securitySet", ("extensionId", "0"), ("S1[securityType]", "numbersBlocked"), ("S1[phones]", "054-222-3333\n+442079460000"));
        Assert.Equal(["+972542223333", "+442079460000"], bench.Account.BlockList);
        var note = await bench.Refused("securitySet", ("extensionId", "0"), ("S1[securityType]", "numbersBlocked"), ("S1[phones]", "054-222-3333\nnobody"));
        Assert.Contains("S1[phones]): nobody", note, StringComparison.Ordinal);
        await bench.Ok("securitySet", ("extensionId", "0"));
        Assert.Empty(bench.Account.BlockList);
    }

    /// <summary>A rule that came as an object was passed over, and no rule at all was left: the block list was erased, and the answer was OK.</summary>
    [Fact]
    public async Task SecuritySet_reads_a_rule_that_is_an_object()
    {
        bench.Account = bench.Account with { BlockList = ["+972541112222"] };
        await Json("""{ "extensionId": "0", "S1": { "securityType": "numbersBlocked", "phones": "054-222-3333" } }""");
        Assert.Equal(["+972542223333"], bench.Account.BlockList);
        await Json("""{ "extensionId": "0", "S2": { "securityType": "numbersBlocked", "phones": ["0542223333", "+442079460000"] } }""");
        Assert.Equal(["+972542223333", "+442079460000"], bench.Account.BlockList);
        await Json("""{ "extensionId": "103", "S1": { "securityType": "blocked" } }""");
        Assert.True(bench.Extension("103")!.Blocked);
    }

    [Theory]
    [InlineData("S1", "blocked", "S1: ")]
    [InlineData("S1", "[\"blocked\"]", "S1: ")]
    [InlineData("S1", "{\"securityType\":{\"is\":\"blocked\"}}", "S1[securityType]: ")]
    [InlineData("S1", "{\"securityType\":\"\\ud800\"}", "S1: ")]
    [InlineData("S1", "", "S1: ")]
    [InlineData("S", "{}", "S: ")]
    [InlineData("Sa[securityType]", "blocked", "Sa[securityType]: ")]
    [InlineData("S1[securityType", "blocked", "S1[securityType: ")]
    [InlineData("S99999999999[securityType]", "blocked", "S99999999999[securityType]: ")]
    [InlineData("S", "{\"1\":{\"securityType\":\"blocked\"}}", "S: ")]
    public async Task SecuritySet_does_not_take_a_rule_that_it_can_not_read_for_none(string field, string value, string named)
    {
        bench.Account = bench.Account with { Extensions = [.. bench.Account.Extensions.Select(one => one with { Blocked = true })] };
        Assert.StartsWith(named, await bench.Refused("securitySet", ("extensionId", "103"), (field, value)), StringComparison.Ordinal);
        Assert.True(bench.Extension("103")!.Blocked);
    }

    private async Task Json(string body)
    {
        var json = await bench.Post($"?action=securitySet&apiKey={FakeDirectory.Key}", "application/json", Encoding.UTF8.GetBytes(body));
        Assert.True(json.GetProperty("status").GetString() == "OK", json.ToString());
    }

    [Theory]
    [InlineData("103", "S1[securityType]", "password", "S1[securityType]: blocked")]
    [InlineData("103", "S1[phones]", "1", "S1[securityType]")]
    [InlineData("0", "S2[securityType]", "blocked", "S2[securityType]: numbersBlocked")]
    [InlineData("group-sales", "S1[securityType]", "blocked", "S1[securityType]")]
    public async Task SecuritySet_keeps_no_rule_that_nobody_obeys(string id, string field, string value, string named) =>
        Assert.Contains(named, await bench.Refused("securitySet", ("extensionId", id), (field, value)), StringComparison.Ordinal);

    [Fact]
    public async Task AddressRenew_gives_a_flow_another_address()
    {
        var before = bench.Account.Flows[0].TokenHash;
        var address = (await bench.Ok("addressRenew", ("extensionId", "flow-menu"))).GetProperty("address").GetString()!;
        Assert.NotEqual(before, bench.Account.Flows[0].TokenHash);
        Assert.Equal(KeyHash.Of(address.Split('.')[2]), bench.Account.Flows[0].TokenHash);
        Assert.Equal(1, bench.Account.Flows[0].Version);
        await bench.Refused("addressRenew", ("extensionId", "101"));
    }

    [Theory]
    [InlineData("102", "settings[line]", "nowhere")]
    [InlineData("102", "settings[display]", "0990880101")] // 101 has it
    [InlineData("102", "settings[display]", "1")]
    [InlineData("102", "settings[sipUser]", "a&b")]
    [InlineData("102", "settings[sipUser]", "a b")]
    [InlineData("102", "settings[invented]", "x")]
    [InlineData("102", "settings", "{\"display\":\"\\ud800\"}")]
    [InlineData("102", "settings", "{\"\\ud800\":\"1\"}")]
    [InlineData("102", "settings", "x")]
    [InlineData("102", "settings[blocked]", "maybe")]
    [InlineData("102", "settings[extension]", "101")]
    [InlineData("102", "settings[extension]", "0990880101")]
    [InlineData("103", "settings[extension]", "sales")] // a group has it
    [InlineData("103", "settings[extension]", "")]
    [InlineData("103", "settings[extension]", "a/b")]
    [InlineData("103", "settings[name]", "a\tb")]
    [InlineData("group-sales", "settings[members]", "999")]
    [InlineData("group-sales", "settings[members]", "")]
    [InlineData("group-sales", "settings[members]", "101,101")]
    [InlineData("group-sales", "settings[ringSec]", "1")]
    [InlineData("group-sales", "settings[ringSec]", "ten")]
    [InlineData("group-sales", "settings[strategy]", "simultaneous")] // the line cannot
    [InlineData("group-sales", "settings[strategy]", "random")]
    [InlineData("group-sales", "settings[id]", "support")]
    [InlineData("flow-menu", "settings[version]", "9")]
    [InlineData("flow-menu", "settings[document]", "{ \"id\": \"menu\", \"name\": \"x\", \"steps\": [] }")]
    [InlineData("flow-menu", "settings[document]", "{ \"id\": \"other\", \"name\": \"x\", \"steps\": [{ \"id\": \"bye\", \"do\": \"hangUp\" }] }")]
    [InlineData("flow-menu", "settings[document]", "<html>")]
    [InlineData("0", "settings[timeZone]", "Mars/Olympus")]
    public async Task What_an_import_would_not_take_is_refused_by_the_name_of_the_input(string id, string field, string value)
    {
        var note = await bench.Refused("extensionSet", ("extensionId", id), (field, value));
        Assert.Contains(field, note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_the_line_would_ring_twice_is_refused()
    {
        bench.Capabilities = LineCapabilities.None;
        Assert.Contains("settings[members]", await bench.Refused("extensionSet", ("extensionId", "group-sales"), ("name", "x")), StringComparison.Ordinal);
        await bench.Ok("extensionSet", ("extensionId", "group-sales"), ("settings[huntAfter]", "refusal"));
    }

    [Fact]
    public async Task An_extension_does_not_leave_the_line_of_its_group()
    {
        bench.Account = bench.Account with { Lines = [.. bench.Account.Lines, new() { Id = "other", Dialect = "simulator" }] };
        Assert.Contains("settings[line]", await bench.Refused("extensionSet", ("extensionId", "102"), ("settings[line]", "other")), StringComparison.Ordinal);
        await bench.Ok("extensionSet", ("extensionId", "103"), ("settings[line]", "other"));
    }

    private async Task<IEnumerable<string>> Ids() => (await bench.Ok("foldersList")).GetProperty("0").GetProperty("children").EnumerateObject().Select(one => one.Name);
}
