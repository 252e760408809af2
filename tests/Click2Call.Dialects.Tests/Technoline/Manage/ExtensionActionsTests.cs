using System.Text.Json;
using Click2Call.Accounts;

namespace Click2Call.Dialects.Tests.Technoline.Manage;

/// <summary>Extension management as a whole: the schema is enough to build every form, and what it saves is the account's own.</summary>
public sealed class ExtensionActionsTests
{
    private readonly ManageBench bench = new();

    [Fact]
    public void Every_action_of_the_documents_is_there_and_the_page_of_the_dialect_tells_of_each()
    {
        var documented = File.ReadAllText(Path.Combine(Click2Call.Testing.RepositoryRoot.Path, "docs", "dialects", "technoline.md"));
        Assert.Equal(
            [
                "addressRenew", "extensionSet", "fileDelete", "fileDownload", "fileRename", "filesList", "folderDelete", "folderSettings", "foldersList", "foldersOrder",
                "getAccountSettings", "getExtensionPath", "getExtensionTypes", "getOptions2", "getUiSchema", "saveCustomMessagesBeta", "securitySet", "systemMessagesList", "uploadFile",
            ],
            bench.Actions.Actions.Order(StringComparer.Ordinal));
        Assert.All(bench.Actions.Actions, action => Assert.Contains($"`{action}`", documented, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Recipe_4_every_form_can_be_built_from_the_schema_alone()
    {
        var schema = await bench.Ok("getUiSchema");
        var root = (await bench.Ok("foldersList")).GetProperty("0");
        var nodes = root.GetProperty("children").EnumerateObject().Select(one => one.Value).Prepend(root).ToList();
        Assert.Equal(["0", "101", "102", "103", "group-sales", "hours-office", "flow-menu"], nodes.Select(node => node.GetProperty("id").GetString()));
        foreach (var node in nodes)
        {
            var data = (await bench.Ok("folderSettings", ("extensionId", node.GetProperty("id").GetString()!))).GetProperty("data");
            var form = schema.GetProperty("forms").GetProperty(data.GetProperty("type").GetString()!).EnumerateArray().Select(field => field.GetString()!).ToList();
            Assert.Equal(form, data.GetProperty("settings").EnumerateObject().Select(one => one.Name));
            foreach (var field in form.Select(name => schema.GetProperty("fields").GetProperty(name)).Where(field => field.TryGetProperty("options", out var options) && options.ValueKind == JsonValueKind.String))
            {
                var list = field.GetProperty("list").GetString()!;
                Assert.True((await bench.Ok("getOptions2", ("list", list))).GetProperty("data").GetProperty(list).GetArrayLength() > 0);
            }
        }
    }

    [Fact]
    public async Task What_a_form_shows_can_be_saved_as_it_is()
    {
        foreach (var id in new[] { "0", "101", "102", "group-sales", "hours-office", "flow-menu" })
        {
            var before = bench.Account;
            var settings = (await bench.Ok("folderSettings", ("extensionId", id))).GetProperty("data").GetProperty("settings");
            await bench.Ok("extensionSet", [("extensionId", id), .. settings.EnumerateObject().Select(one => ($"settings[{one.Name}]", one.Value.GetString()!))]);
            Assert.Equal(
                (await Shown(before, id)).ToString(),
                (await Shown(bench.Account, id)).ToString());
            Assert.Equal(before.Flows[0].Version, bench.Account.Flows[0].Version);
        }

        async Task<JsonElement> Shown(Account account, string id)
        {
            bench.Account = account;
            return (await bench.Ok("folderSettings", ("extensionId", id))).GetProperty("data");
        }
    }

    [Fact]
    public async Task Whoever_comes_second_changes_what_the_first_left()
    {
        var once = false;
        bench.BeforeChange = () =>
        {
            if (once)
                return;
            once = true;
            bench.Account = bench.Account with { Extensions = [.. bench.Account.Extensions, new Extension { Number = "104", Name = "Made meanwhile" }] };
        };
        await bench.Ok("extensionSet", ("extensionId", "102"), ("name", "Noa"));
        Assert.Equal(("Noa", "Made meanwhile"), (bench.Extension("102")!.Name, bench.Extension("104")!.Name));
    }

    [Fact]
    public async Task An_account_that_changes_all_the_time_is_an_error_and_not_a_lost_change()
    {
        bench.BeforeChange = () => bench.Account = bench.Account with { };
        var (response, body) = await bench.Send($"?action=folderDelete&extensionId=103&apiKey={Http.FakeDirectory.Key}");
        Assert.Contains("ERROR", System.Text.Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        Assert.Equal("1", response.Headers.RetryAfter.ToString());
        Assert.NotNull(bench.Extension("103"));
    }

    [Theory]
    [InlineData("calls", false)]
    [InlineData("technoline", false)]
    [InlineData("manage", true)]
    public async Task A_key_that_may_only_call_changes_nothing(string scope, bool opens)
    {
        bench.Directory.Scopes = [scope];
        foreach (var action in bench.Actions.Actions.Where(action => action != "fileDownload"))
        {
            var note = await bench.Ask(action, ("extensionId", "103"));
            Assert.Equal(opens, !note.TryGetProperty("errorCode", out var code) || code.GetInt32() != 401);
        }
    }

    [Fact]
    public async Task Storage_that_is_down_is_an_error_of_the_dialect()
    {
        bench.Directory.Down = true;
        Assert.Equal(6, (await bench.Ask("foldersList")).GetProperty("errorCode").GetInt32());
    }
}
