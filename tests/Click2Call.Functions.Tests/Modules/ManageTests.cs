using System.Net.Http.Headers;
using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Functions.Tests.Calls;

namespace Click2Call.Functions.Tests.Modules;

/// <summary>Extension management in the whole app on a real Azurite, beside the other surfaces of the decision tree.</summary>
[Collection(DoorsCollection.Name)]
public sealed class ManageTests(Doors doors)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_managed_is_there_for_the_next_request_of_every_kind()
    {
        var account = await doors.Open(null, account => account with { TimeZone = "Asia/Jerusalem" });
        await Ok(account, ("action", "extensionSet"), ("extensionId", "NEW"), ("type", "extension"), ("extension", "777"), ("name", "Noa"));
        await Ok(account, ("action", "foldersOrder"), ("order", "777,101"));
        await Ok(account, ("action", "extensionSet"), ("extensionId", "NEW"), ("type", "hours"), ("extension", "office"), ("settings[sunday]", "09:00-17:00"), ("settings[clickToCalls]", "website"));
        await Ok(account, ("action", "extensionSet"), ("extensionId", "NEW"), ("type", "group"), ("extension", "sales"), ("settings[members]", "777,101"));
        var made = await Ok(account, ("action", "extensionSet"), ("extensionId", "NEW"), ("type", "api"), ("extension", "hello"), ("settings[document]", """{ "id": "hello", "name": "Hello", "steps": [{ "id": "on", "do": "jump", "to": "777" }] }"""));

        var tree = (await Ok(account, ("action", "foldersList"))).GetProperty("0").GetProperty("children");
        var ids = tree.EnumerateObject().Select(one => one.Name).ToList();
        Assert.True(ids.IndexOf("777") < ids.IndexOf("101"));
        var now = await doors.Service<IDirectory>().Find(account.Id, Ct);
        Assert.Equal("office", now!.HoursOf(now.FindClickToCall("website"))!.Id);
        Assert.Equal(["777", "101"], now.FindGroup("sales")!.InOrder(now));
        // The flow answers at the address that was told once.
        Assert.Equal("""{"type":"goTo","goTo":"777"}""", await doors.Client.GetStringAsync(new Uri(made.GetProperty("address").GetString() + "?PBXphone=0542345678&PBXcallId=1&PBXcallStatus=CALL", UriKind.Relative), Ct));
    }

    [Fact]
    public async Task Audio_is_uploaded_listed_and_heard_and_a_system_message_plays_it()
    {
        var account = await doors.Open();
        using var form = new MultipartFormDataContent { { Mp3(), "file", "sorry.mp3" } };
        using var uploaded = await doors.Client.PostAsync(new Uri($"/ivrFilesApi.php?action=uploadFile&extensionId=101&apiKey={account.Key}", UriKind.Relative), form, Ct);
        Assert.Contains("\"fileName\":\"sorry\"", await uploaded.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal("sorry", (await Ok(account, ("action", "filesList"), ("extensionId", "101"))).GetProperty("data")[0].GetProperty("fileId").GetString());
        using var heard = await doors.Client.GetAsync(new Uri($"/ivrFilesApi.php?action=fileDownload&audio=sorry&apiKey={account.Key}", UriKind.Relative), Ct);
        Assert.Equal("audio/mpeg", heard.Content.Headers.ContentType!.ToString());
        Assert.Equal(7, (await heard.Content.ReadAsByteArrayAsync(Ct)).Length);
        await Ok(account, ("action", "saveCustomMessagesBeta"), ("extensionId", "0"), ("code", "failure"), ("messages", """[{"fileName":"sorry"}]"""));
        Assert.Contains("systemMessage", await Error(account, ("action", "fileDelete"), ("fileId", "sorry")), StringComparison.Ordinal);
        Assert.Equal("sorry", (await doors.Service<IDirectory>().Find(account.Id, Ct))!.MessageOf(null, "failure")[0].File);
    }

    /// <summary>A phone system looks for a name in its own library, where a file of ours is not: callers heard nothing.</summary>
    [Fact]
    public async Task A_file_of_our_library_was_told_by_a_name_that_the_phone_system_does_not_know()
    {
        var account = await doors.Open(null, account => account with { TimeZone = "Asia/Jerusalem" });
        using var form = new MultipartFormDataContent { { Mp3(), "file", "שלום.mp3" } };
        using var uploaded = await doors.Client.PostAsync(new Uri($"/ivrFilesApi.php?action=uploadFile&extensionId=0&apiKey={account.Key}", UriKind.Relative), form, Ct);
        var flow = await Ok(account, ("action", "extensionSet"), ("extensionId", "NEW"), ("type", "api"), ("extension", "hello"), ("settings[document]", """
            { "id": "hello", "name": "Hello", "steps": [{ "id": "on", "do": "say", "play": [{ "file": "שלום" }, { "file": "theirs" }, { "file": "שלום", "extension": "7" }], "next": "to" }, { "id": "to", "do": "jump", "to": "777" }] }
            """));
        var files = JsonDocument.Parse(await doors.Client.GetStringAsync(new Uri(flow.GetProperty("address").GetString() + "?PBXphone=0542345678&PBXcallId=1&PBXcallStatus=CALL", UriKind.Relative), Ct)).RootElement[0].GetProperty("files");
        Assert.Equal("""{"fileName":"theirs"}""", files[1].GetRawText());
        Assert.Equal("7", files[2].GetProperty("extensionId").GetString());
        Assert.False(files[2].TryGetProperty("fileLink", out _));
        // The phone system keeps what it fetched under that name for days.
        Assert.StartsWith("שלום-", files[0].GetProperty("fileName").GetString(), StringComparison.Ordinal);
        using var heard = await doors.Client.GetAsync(new Uri(files[0].GetProperty("fileLink").GetString()!), Ct);
        Assert.Equal((System.Net.HttpStatusCode.OK, "audio/mpeg"), (heard.StatusCode, heard.Content.Headers.ContentType!.ToString()));
        Assert.Equal(7, (await heard.Content.ReadAsByteArrayAsync(Ct)).Length);
    }

    [Fact]
    public async Task Two_who_save_at_once_both_have_their_change()
    {
        var account = await doors.Open();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(one => Ok(account, ("action", "extensionSet"), ("extensionId", "NEW"), ("extension", $"80{one}"), ("name", $"N{one}"))));
        var now = await doors.Service<IDirectory>().Find(account.Id, Ct);
        Assert.Equal(6, now!.Extensions.Count(extension => extension.Number.StartsWith("80", StringComparison.Ordinal)));
    }

    /// <summary>Each letter took six characters, so that the second version did not fit into its row.</summary>
    [Fact]
    public async Task A_long_flow_in_Hebrew_is_changed_as_often_as_one_likes()
    {
        var account = await doors.Open();
        var id = (await Ok(account, ("action", "extensionSet"), ("extensionId", "NEW"), ("type", "api"), ("extension", "long"), ("settings[document]", Document(1)))).GetProperty("extensionId").GetString()!;
        for (var version = 2; version < 7; version++)
            await Ok(account, ("action", "extensionSet"), ("extensionId", id), ("settings[document]", Document(version)));
        Assert.Equal("V6", (await doors.Service<IDirectory>().Find(account.Id, Ct))!.FindFlow("long")!.Script.Name);

        static string Document(int version)
        {
            var steps = Enumerable.Range(0, 50).Select(step => $$"""{ "id": "s{{step}}", "do": "say", "play": [{ "text": "{{new string('ש', 1000)}}" }], "next": "s{{step + 1}}" }""");
            return $$"""{ "id": "long", "name": "V{{version}}", "steps": [{{string.Join(", ", steps)}}, { "id": "s50", "do": "hangUp" }] }""";
        }
    }

    /// <summary>It was HTTP 500 in plain text.</summary>
    [Fact]
    public async Task What_is_too_large_to_be_stored_is_told_as_such()
    {
        // A row holds 1 MiB, and this one is almost full.
        string[] blocked = [.. Enumerable.Range(0, 34_500).Select(one => $"+9725{4_000_000 + one}")];
        var account = await doors.Open(null, account => account with { BlockList = blocked });
        var messages = JsonSerializer.Serialize(Enumerable.Repeat(new Dictionary<string, string> { ["text"] = new('x', 1000) }, 5));
        var answers = new List<JsonElement>();
        foreach (var code in new[] { "failure", "endless" })
            answers.Add(await Send(account, [("action", "saveCustomMessagesBeta"), ("extensionId", "0"), ("code", code), ("messages", messages)]));
        Assert.Equal(("ERROR", 400), (answers[^1].GetProperty("status").GetString(), answers[^1].GetProperty("errorCode").GetInt32()));
        Assert.EndsWith(": account", answers[^1].GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/ivrFilesApi.php", "action=foldersList", "\"children\"")]
    [InlineData("/campaignApi.php", "action=foldersList", "ERROR")]
    [InlineData("/ivrFilesApi.php", "action=systemMessagesList&extensionId=0", "\"failure\"")]
    [InlineData("/ivrFilesApi.php", "action=filesList&extensionId=0", "\"data\":[]")]
    [InlineData("/ivrFilesApi.php", "action=securitySet&extensionId=103", "OK")]
    [InlineData("/ivrFilesApi.php", "action=campaignsHistory", "ERROR")]
    [InlineData("/ivrFilesApi.php", "", "action")]
    public async Task The_decision_tree_leads_each_question_to_its_own_address(string door, string query, string told)
    {
        var account = await doors.Open();
        Assert.Contains(told, await doors.Client.GetStringAsync(new Uri($"{door}?{query}&apiKey={account.Key}", UriKind.Relative), Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_admin_page_knows_no_input_kind_list_or_permission_of_its_own()
    {
        var account = await doors.Open();
        var schema = await Ok(account, ("action", "getUiSchema"));
        var page = await doors.Client.GetStringAsync(new Uri("/manage", UriKind.Relative), Ct);
        var scripts = new[] { "manage.js", "fields.js", "extras.js" };
        foreach (var script in scripts)
            page += await doors.Client.GetStringAsync(new Uri("/manage/" + script, UriKind.Relative), Ct);
        var names = schema.GetProperty("fields").EnumerateObject().Select(field => field.Name)
            .Concat(schema.GetProperty("types").EnumerateArray().Select(type => type.GetProperty("type").GetString()!))
            .Concat(schema.GetProperty("security").EnumerateObject().Select(rule => rule.Name))
            // What every node has, whatever its kind, is in the vendor's own answers; "group" is also a role of ARIA.
            .Except(["name", "extension", "id", "group"], StringComparer.Ordinal);
        Assert.All(names, name => Assert.DoesNotMatch($"[\"'\\[.]{name}\\b", page));
    }

    private static ByteArrayContent Mp3()
    {
        var content = new ByteArrayContent([0xFF, 0xFB, 0x90, 0x44, 1, 2, 3]);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/html"); // Who uploads says what they like.
        return content;
    }

    private async Task<JsonElement> Ok(TestAccount account, params (string Name, string Value)[] fields)
    {
        var json = await Send(account, fields);
        Assert.True(json.GetProperty("status").GetString() == "OK", json.ToString());
        return json;
    }

    private async Task<string> Error(TestAccount account, params (string Name, string Value)[] fields)
    {
        var json = await Send(account, fields);
        Assert.Equal("ERROR", json.GetProperty("status").GetString());
        return json.GetProperty("note").GetString()!;
    }

    private async Task<JsonElement> Send(TestAccount account, (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Prepend(("apiKey", account.Key)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using var answer = await doors.Client.PostAsync(new Uri("/ivrFilesApi.php", UriKind.Relative), form, Ct);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement.Clone();
    }
}
