using System.Text;
using System.Text.Json;
using Click2Call.Dialects.Tests.Http;

namespace Click2Call.Dialects.Tests.Technoline.Manage;

/// <summary>What the PBX Documentation Center says of extension management in its sections 3 to 7, a test for each rule.</summary>
public sealed class OverviewRulesTests
{
    private readonly ManageBench bench = new();

    [Theory]
    [InlineData("", "application/x-www-form-urlencoded", "apiKey=KEY&action=foldersList")]
    [InlineData("?apiKey=KEY&action=foldersList", null, "")]
    [InlineData("?action=foldersList", "application/json", """{"apiKey":"KEY"}""")]
    [InlineData("", "application/json", """{"apiKey":"KEY","action":"foldersList"}""")]
    [InlineData("?action=foldersList", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"apiKey\"\r\n\r\nKEY\r\n--x--\r\n")]
    public async Task Section_3_the_key_comes_in_query_form_or_JSON(string query, string? contentType, string body)
    {
        var json = await bench.Post(query.Replace("KEY", FakeDirectory.Key, StringComparison.Ordinal), contentType!, Encoding.UTF8.GetBytes(body.Replace("KEY", FakeDirectory.Key, StringComparison.Ordinal)));
        Assert.Equal("OK", json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Section_4_the_key_is_needed_and_the_address_is_not()
    {
        bench.Account = bench.Account with { Addresses = ["203.0.113.7"] }; // None of these asks.
        foreach (var action in bench.Actions.Actions)
        {
            foreach (var key in new[] { "", "&apiKey=", "&apiKey=wrong" })
                Assert.Contains("\"errorCode\":401", Encoding.UTF8.GetString((await bench.Send($"?action={action}&extensionId=103{key}")).Body), StringComparison.Ordinal);
        }

        Assert.Equal("OK", (await bench.Ask("foldersList")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Section_5_success_and_failure_have_the_shapes_that_are_printed()
    {
        var ok = await bench.Ask("folderSettings", ("extensionId", "101"));
        Assert.Equal(("OK", JsonValueKind.Object), (ok.GetProperty("status").GetString(), ok.GetProperty("data").ValueKind));
        var error = await bench.Ask("folderSettings", ("extensionId", "999"));
        Assert.Equal("ERROR", error.GetProperty("status").GetString());
        Assert.Matches("[א-ת]", error.GetProperty("note").GetString()!);
        var (response, body) = await bench.Send($"?action=folderSettings&extensionId=999&apiKey={FakeDirectory.Key}");
        Assert.Equal((200, "application/json; charset=utf-8"), (response.StatusCode, response.ContentType));
        Assert.DoesNotContain("\\u", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json")]
    public async Task Section_5_Hebrew_comes_and_goes_as_UTF_8(string contentType)
    {
        const string Name = "דנה כהן 😀";
        var body = contentType == "application/json"
            ? $$"""{"action":"extensionSet","apiKey":"{{FakeDirectory.Key}}","extensionId":"102","name":"{{Name}}"}"""
            : $"action=extensionSet&apiKey={FakeDirectory.Key}&extensionId=102&name={Uri.EscapeDataString(Name)}";
        Assert.Equal("OK", (await bench.Post("", contentType, Encoding.UTF8.GetBytes(body))).GetProperty("status").GetString());
        Assert.Equal(Name, bench.Extension("102")!.Name);
        Assert.Equal(Name, (await bench.Ok("folderSettings", ("extensionId", "102"))).GetProperty("data").GetProperty("name").GetString());
        Assert.Contains("דנה כהן", Encoding.UTF8.GetString((await bench.Send($"?action=foldersList&apiKey={FakeDirectory.Key}")).Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Section_5_audio_is_uploaded_and_a_module_refers_to_it_by_its_name()
    {
        var name = (await bench.Upload("101", "main_menu.mp3", ManageBench.Mp3)).GetProperty("fileName").GetString();
        var flows = new Modules.FlowBench($$"""
            { "id": "f", "name": "F", "steps": [
                { "id": "ask", "do": "menu", "play": [{ "file": "{{name}}" }], "keys": { "1": "bye" }, "otherwise": "bye" }, { "id": "bye", "do": "hangUp" }] }
            """);
        Assert.Contains("""{"type":"simpleMenu","fileName":"main_menu","max_digits":1""", await flows.Ask("f", "caller=0521112222&extension=100"), StringComparison.Ordinal);
        Assert.Contains("\"files\":[{\"fileName\":\"main_menu\"}]", await flows.Ask("f", "PBXphone=0521112222&PBXcallId=x&PBXcallStatus=CALL"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("campaignRun")]
    [InlineData("campaignsHistory")]
    [InlineData("FoldersList")]
    [InlineData("folderslist")]
    public async Task Section_6_what_belongs_to_another_surface_is_not_done_here(string action) =>
        Assert.Contains("action", await bench.Refused(action), StringComparison.Ordinal);

    [Fact]
    public async Task Pitfall_2_without_an_action_the_error_says_what_is_missing()
    {
        foreach (var query in new[] { "", "&action=", "&Action=foldersList" })
        {
            var json = JsonDocument.Parse((await bench.Send($"?apiKey={FakeDirectory.Key}{query}")).Body).RootElement;
            Assert.Equal(("ERROR", 400), (json.GetProperty("status").GetString(), json.GetProperty("errorCode").GetInt32()));
            Assert.Contains("action", json.GetProperty("note").GetString()!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pitfall_3_status_is_OK_or_ERROR_for_those_who_compare_letters()
    {
        foreach (var action in bench.Actions.Actions.Where(action => action != "fileDownload"))
            Assert.Contains((await bench.Ask(action, ("extensionId", "103"), ("list", "lines"))).GetProperty("status").GetString(), new[] { "OK", "ERROR" });
    }

    [Fact]
    public async Task Pitfall_4_forms_differ_between_types_and_all_that_a_page_needs_is_in_the_schema()
    {
        var schema = await bench.Ok("getUiSchema");
        var forms = schema.GetProperty("forms").EnumerateObject().Select(form => string.Join(',', form.Value.EnumerateArray().Select(field => field.GetString()))).ToList();
        Assert.Equal(forms.Count, forms.Distinct(StringComparer.Ordinal).Count());
        Assert.All(schema.GetProperty("fields").EnumerateObject(), field =>
        {
            var input = field.Value.GetProperty("input").GetString();
            Assert.Contains(input, new[] { "text", "textarea", "number", "select", "multiselect", "readonly" });
            if (input is not ("select" or "multiselect"))
                return;
            var options = field.Value.GetProperty("options");
            Assert.True(options.ValueKind == JsonValueKind.Array ? options.GetArrayLength() > 0 : options.GetString() == "GET" && field.Value.GetProperty("list").GetString()!.Length > 0);
        });
    }
}
