using System.Text.Json.Nodes;
using Click2Call.Dialects.Kazoo;
using Click2Call.Dialects.Tests.Http;

namespace Click2Call.Dialects.Tests.Kazoo;

/// <summary>Creating, reading, changing, listing and deleting click-to-calls, as the API's clients do.</summary>
public sealed class KazooDocumentTests
{
    private const string List = "v2/accounts/acme/clicktocall";

    [Fact]
    public async Task Creates_one_as_the_documentation_shows_it()
    {
        await using var host = await KazooHost.Start();
        var made = await host.Send("PUT", List, """{"data":{"name":"Web","auth_required":false,"extension":"1001"}}""");
        Assert.Equal(201, made.Status);
        var id = made.DataObject["id"]!.GetValue<string>();
        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.Equal(id, made.Headers.GetValues("Location").Single());
        Assert.Matches("^1-[0-9a-f]{32}$", made.Json["revision"]!.GetValue<string>());
        Assert.Equal(
            $$"""{"auth_token":"{{FakeDirectory.Key}}","data":{"auth_required":false,"custom_application_vars":{},"extension":"1001","id":"{{id}}","name":"Web"},"node":"click2call","request_id":"R","revision":"{{made.Json["revision"]}}","status":"success","timestamp":"2026-03-01T09:30:00Z","version":"4.3.1"}""",
            made.Text);
        Assert.False(host.Directory.Account.FindClickToCall(id)!.AuthRequired);
    }

    [Theory]
    [InlineData("v1", false)]
    [InlineData("v2", true)]
    public async Task Auth_required_by_default_differs_between_the_versions(string version, bool required)
    {
        await using var host = await KazooHost.Start();
        var made = await host.Send("PUT", $"{version}/accounts/acme/clicktocall", """{"data":{"name":"Web","extension":"1001"}}""");
        Assert.Equal(required, made.DataObject["auth_required"]!.GetValue<bool>());
    }

    [Fact]
    public async Task The_operator_may_want_a_token_on_v1_as_well()
    {
        await using var host = await KazooHost.Start(new KazooAccepting { AuthRequiredOnV1 = true });
        var made = await host.Send("PUT", "v1/accounts/acme/clicktocall", """{"data":{"name":"Web","extension":"1001"}}""");
        Assert.True(made.DataObject["auth_required"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("v1", null, 201)]
    [InlineData("v1", 200, 200)]
    [InlineData("v2", 200, 201)]
    public async Task The_status_of_creating_can_be_the_v1_documents(string version, int? onV1, int status)
    {
        await using var host = await KazooHost.Start(onV1 is { } set ? new KazooAccepting { CreateStatusOnV1 = set } : null);
        Assert.Equal(status, (await host.Send("PUT", $"{version}/accounts/acme/clicktocall", """{"data":{"name":"Web","extension":"1001"}}""")).Status);
    }

    [Fact]
    public async Task Keeps_the_whole_schema_and_what_it_does_not_know()
    {
        const string Data = """
            {"name":"All","extension":"1001","realm":"sip.acme.example","auth_required":"true","whitelist":["^\\+1415"],"throttle":"5","timeout":45,
             "caller_id_number":"+14155550100","outbound_callee_id_name":"Acme","outbound_callee_id_number":"+14155550199","dial_first":"contact",
             "ringback":"tone","presence_id":"1001","bypass_media":"auto","media":{"ignore_early_media":"false"},"music_on_hold":{"media_id":"song"},
             "custom_sip_headers":{"out":{"X-A":"1"}},"custom_application_vars":{"campaign":"spring"},"mine":{"deep":[1,2]}}
            """;
        await using var host = await KazooHost.Start();
        var id = (await host.Send("PUT", List, $$"""{"data":{{Data}}}""")).DataObject["id"]!.GetValue<string>();
        var expected = JsonNode.Parse(Data)!.AsObject();
        (expected["id"], expected["auth_required"], expected["throttle"], expected["media"]!["ignore_early_media"]) = (id, true, 5, false);
        var read = await host.Send("GET", $"{List}/{id}");
        Assert.True(JsonNode.DeepEquals(expected, read.Json["data"]), read.Data);

        var click = host.Directory.Account.FindClickToCall(id)!;
        Assert.Equal(("All", "1001", true, 5), (click.Name, click.Extension, click.AuthRequired, click.Throttle));
        Assert.Equal(["^\\+1415"], click.Whitelist);
        Assert.Equal((TimeSpan.FromSeconds(45), "+14155550100", true), (click.RingTime, click.AgentSeesNumber, click.DialTargetFirst));
        Assert.Equal(new Orders.CallerId("Acme", "+14155550199"), click.TargetSees);
    }

    [Fact]
    public async Task Post_replaces_and_patch_changes_and_null_removes()
    {
        await using var host = await KazooHost.Start();
        var id = (await host.Send("PUT", List, """{"data":{"name":"A","extension":"1001","auth_required":false,"throttle":5,"caller_id_number":"+14155550100","custom_application_vars":{"a":"1","b":"2"}}}""")).DataObject["id"]!.GetValue<string>();

        var patched = await host.Send("PATCH", $"{List}/{id}", """{"data":{"name":"B","throttle":null,"custom_application_vars":{"a":null,"c":"3"}}}""");
        Assert.Equal(200, patched.Status);
        Assert.Equal($$"""{"auth_required":false,"caller_id_number":"+14155550100","custom_application_vars":{"b":"2","c":"3"},"extension":"1001","id":"{{id}}","name":"B"}""", patched.Data);
        Assert.Equal(0, host.Directory.Account.FindClickToCall(id)!.Throttle);

        var posted = await host.Send("POST", $"{List}/{id}", """{"data":{"id":"other","_rev":"9","name":"C","extension":"1002"}}""");
        Assert.Equal($$"""{"auth_required":false,"custom_application_vars":{},"extension":"1002","id":"{{id}}","name":"C"}""", posted.Data);
        Assert.Null(host.Directory.Account.FindClickToCall(id)!.AgentSeesNumber);
    }

    [Theory]
    [InlineData("POST", """{"name":"Desk","extension":"1002"}""")]
    [InlineData("PATCH", """{"extension":"1002","auth_required":null}""")]
    public async Task Leaving_auth_required_out_opens_no_door(string method, string data)
    {
        await using var host = await KazooHost.Start();
        await host.Send(method, "v1/accounts/acme/clicktocall/desk", $$"""{"data":{{data}}}""");
        Assert.Equal(("1002", true), (host.Directory.Account.FindClickToCall("desk")!.Extension, host.Directory.Account.FindClickToCall("desk")!.AuthRequired));
    }

    [Fact]
    public async Task Settings_without_a_word_in_the_dialect_stay()
    {
        await using var host = await KazooHost.Start();
        host.Directory.Account = KazooHost.Account with { ClickToCalls = [KazooHost.Account.ClickToCalls[1] with { AllowedRegions = ["US", "CA"], Record = true }] };
        await host.Send("PATCH", $"{List}/desk", """{"data":{"name":"New"}}""");
        var click = host.Directory.Account.FindClickToCall("desk")!;
        Assert.Equal(("New", true), (click.Name, click.Record));
        Assert.Equal(["US", "CA"], click.AllowedRegions);
    }

    [Fact]
    public async Task Delete_shows_what_was_deleted()
    {
        await using var host = await KazooHost.Start();
        var deleted = await host.Send("DELETE", $"{List}/desk");
        Assert.Equal((200, true), (deleted.Status, deleted.DataObject["_read_only"]!["deleted"]!.GetValue<bool>()));
        Assert.Equal("Desk", deleted.DataObject["name"]!.GetValue<string>());
        var gone = await host.Send("GET", $"{List}/desk");
        Assert.Equal((404, "bad_identifier", """{"cause":"desk","message":"bad identifier"}"""), (gone.Status, gone.Message, gone.Data));
    }

    [Theory]
    [InlineData("""{}""", """{"name":{"required":{"message":"Field is required but missing","value":"name"}},"extension":{"required":{"message":"Field is required but missing","value":"extension"}}}""")]
    [InlineData("""{"extension":"1001"}""", """{"name":{"required":{"message":"Field is required but missing","value":"name"}}}""")]
    [InlineData("""{"name":"","extension":"1001"}""", """{"name":{"minLength":{"message":"String must be at least 1 characters","target":1,"value":""}}}""")]
    [InlineData("""{"name":5,"extension":"1001"}""", """{"name":{"type":{"message":"Value did not match type(s): string","target":"string","value":5}}}""")]
    [InlineData("""{"name":"A","extension":"1001","throttle":"many"}""", """{"throttle":{"type":{"message":"Value did not match type(s): integer","target":"integer","value":"many"}}}""")]
    [InlineData("""{"name":"A","extension":"1001","throttle":1.5}""", """{"throttle":{"type":{"message":"Value did not match type(s): integer","target":"integer","value":1.5}}}""")]
    [InlineData("""{"name":"A","extension":"1001","throttle":-1}""", """{"throttle":{"minimum":{"message":"Value must be at least 0","target":0,"value":-1}}}""")]
    [InlineData("""{"name":"A","extension":"1001","auth_required":"perhaps"}""", """{"auth_required":{"type":{"message":"Value did not match type(s): boolean","target":"boolean","value":"perhaps"}}}""")]
    [InlineData("""{"name":"A","extension":"1001","dial_first":"nobody"}""", """{"dial_first":{"enum":{"message":"Value not found in enumerated list of values","target":["extension","contact"],"value":"nobody"}}}""")]
    [InlineData("""{"name":"A","extension":"1001","media":5}""", """{"media":{"type":{"message":"Value did not match type(s): object","target":"object","value":5}}}""")]
    [InlineData("""{"name":"A","extension":"1001","whitelist":"x"}""", """{"whitelist":{"type":{"message":"Value did not match type(s): array","target":"array","value":"x"}}}""")]
    [InlineData("""{"name":"A","extension":"1001","whitelist":["^1",""]}""", """{"whitelist.1":{"minLength":{"message":"String must be at least 1 characters","target":1,"value":""}}}""")]
    [InlineData("""{"name":"A","extension":"1001","custom_application_vars":{"a b":"1"}}""", """{"custom_application_vars.a b":{"patternProperties":{"message":"Failed to match pattern '^[a-zA-Z0-9\\-_]+$'","value":"a b"}}}""")]
    [InlineData("""{"name":"A","extension":"1001","custom_application_vars":{"a":1}}""", """{"custom_application_vars.a":{"type":{"message":"Value did not match type(s): string","target":"string","value":1}}}""")]
    public async Task Says_what_is_wrong_as_Kazoo_says_it(string data, string problems)
    {
        await using var host = await KazooHost.Start();
        var refused = await host.Send("PUT", List, $$"""{"data":{{data}}}""");
        Assert.Equal((400, "validation error", "400", "error"), (refused.Status, refused.Message, refused.Json["error"]!.GetValue<string>(), refused.Json["status"]!.GetValue<string>()));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(problems), refused.Json["data"]), refused.Data);
        Assert.Equal(2, host.Directory.Account.ClickToCalls.Count);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("(?=1)")]
    [InlineData("(a)\\1")]
    [InlineData("(?>1+)")]
    public async Task A_pattern_that_could_run_for_ever_is_refused_by_name(string pattern)
    {
        await using var host = await KazooHost.Start();
        var body = new JsonObject { ["data"] = new JsonObject { ["name"] = "A", ["extension"] = "1001", ["whitelist"] = new JsonArray("^\\+1", pattern) } };
        var refused = await host.Send("PUT", List, body.ToJsonString());
        Assert.Equal(400, refused.Status);
        Assert.Equal(pattern, refused.DataObject["whitelist.1"]!["format"]!["value"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("X-A", "1\\r\\nX-B: 2")]
    [InlineData("X A", "1")]
    public async Task A_header_cannot_end_and_begin_another(string name, string value)
    {
        await using var host = await KazooHost.Start();
        var refused = await host.Send("PUT", List, $$"""{"data":{"name":"A","extension":"1001","custom_sip_headers":{"{{name}}":"{{value}}" } } }""");
        Assert.Equal((400, "validation error"), (refused.Status, refused.Message));
    }

    [Fact]
    public async Task A_document_that_no_row_can_hold_is_too_large()
    {
        await using var host = await KazooHost.Start();
        Assert.Equal(413, (await host.Send("PUT", List, $$"""{"data":{"name":"A","extension":"1001","mine":"{{new string('x', 20_000)}}" } }""")).Status);
    }

    [Fact]
    public async Task Lists_page_by_page()
    {
        await using var host = await KazooHost.Start();
        host.Directory.Account = KazooHost.Account with
        {
            ClickToCalls = [.. Enumerable.Range(0, 7).Select(i => KazooHost.Account.ClickToCalls[0] with { Id = $"c{i}", Name = $"N{i}" })],
        };
        List<string> seen = [];
        string? start = null;
        for (var pages = 0; pages < 3; pages++)
        {
            var page = await host.Send("GET", $"{List}?page_size=3" + (start is null ? "" : $"&start_key={start}"));
            Assert.Equal(start, page.Json["start_key"]?.GetValue<string>());
            Assert.Equal(page.DataArray.Count, page.Json["page_size"]!.GetValue<int>());
            seen.AddRange(page.DataArray.Select(row => row!["id"]!.GetValue<string>()));
            start = page.Json["next_start_key"]?.GetValue<string>();
        }

        Assert.Null(start);
        Assert.Equal(["c0", "c1", "c2", "c3", "c4", "c5", "c6"], seen);
        var whole = await host.Send("GET", $"{List}?paginate=false");
        Assert.Equal(7, whole.DataArray.Count);
        Assert.Null(whole.Json["page_size"]);
        Assert.Equal("""{"id":"c3","name":"N3","extension":"1001"}""", whole.DataArray[3]!.ToJsonString());
        Assert.Equal("""[{"id":"c3","name":"N3","extension":"1001"}]""", (await host.Send("GET", $"{List}?filter_name=N3")).Data);
        Assert.Equal(400, (await host.Send("GET", $"{List}?start_key=nonsense")).Status);
        Assert.Equal(400, (await host.Send("GET", $"{List}?page_size=none")).Status);
    }

    [Fact]
    public async Task Filters_by_what_is_there()
    {
        await using var host = await KazooHost.Start();
        await host.Send("PATCH", $"{List}/desk", """{"data":{"mine":"x"}}""");
        Assert.Equal("desk", Assert.Single((await host.Send("GET", $"{List}?has_key=mine")).DataArray)!["id"]!.GetValue<string>());
        Assert.Equal("web", Assert.Single((await host.Send("GET", $"{List}?key_missing=mine")).DataArray)!["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("v1", """{"id":"desk","name":"Desk","extension":"1001","realm":"sip.acme.example"}""")]
    [InlineData("v2", """{"id":"desk","name":"Desk","extension":"1001"}""")]
    public async Task The_v1_list_tells_the_realm(string version, string row)
    {
        await using var host = await KazooHost.Start();
        await host.Send("PATCH", $"{List}/desk", """{"data":{"realm":"sip.acme.example"}}""");
        Assert.Equal(row, (await host.Send("GET", $"{version}/accounts/acme/clicktocall?filter_name=Desk")).DataArray[0]!.ToJsonString());
    }

    [Fact]
    public async Task Storage_that_is_down_changes_nothing_and_says_so()
    {
        await using var host = await KazooHost.Start();
        host.Book.Down = true;
        var answer = await host.Send("PUT", List, """{"data":{"name":"Web","extension":"1001"}}""");
        Assert.Equal((503, "datastore_unreachable"), (answer.Status, answer.Message));
        Assert.NotNull(answer.Headers.RetryAfter);
    }
}
