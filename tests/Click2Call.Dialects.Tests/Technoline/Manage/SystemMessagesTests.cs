using System.Text;
using Click2Call.Campaigns;
using Click2Call.Dialects.Technoline.Modules;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Dialects.Tests.Technoline.Modules;

namespace Click2Call.Dialects.Tests.Technoline.Manage;

/// <summary>System messages are overridden by text or recorded audio, for the account and for each flow, and callers hear it.</summary>
public sealed class SystemMessagesTests
{
    private readonly ManageBench bench = new();

    [Fact]
    public async Task SystemMessagesList_tells_what_callers_hear()
    {
        var list = (await bench.Ok("systemMessagesList", ("extensionId", "flow-menu"))).GetProperty("data");
        Assert.Equal(["failure", "endless"], list.EnumerateArray().Select(message => message.GetProperty("code").GetString()));
        Assert.All(list.EnumerateArray(), message => Assert.Equal(("אירעה תקלה. אנא התקשרו שוב מאוחר יותר.", 0), (message.GetProperty("default").GetString(), message.GetProperty("messages").GetArrayLength())));
        Assert.Equal(0, (await bench.Ok("systemMessagesList", ("extensionId", "101"))).GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task SaveCustomMessagesBeta_takes_text_and_recordings_and_callers_hear_them()
    {
        await bench.Upload("0", "sorry.mp3", ManageBench.Mp3);
        await Save("0", "failure", """[{ "text": "סליחה" }]""");
        await Save("flow-menu", "failure", """[{ "fileName": "sorry" }, { "text": "נסו שוב" }]""");
        Assert.Equal(
            """[{"fileName":"sorry"},{"text":"נסו שוב"}]""",
            (await bench.Ok("systemMessagesList", ("extensionId", "flow-menu"))).GetProperty("data")[0].GetProperty("messages").ToString());
        Assert.Equal("""[{"type":"simpleMessage","files":[{"fileName":"sorry"},{"text":"נסו שוב"}]},{"type":"hangup"}]""", await HeardOnFailure());

        // Without the flow's own, the account's; without any, ours.
        await Save("flow-menu", "failure", "[]");
        Assert.Equal("""[{"type":"simpleMessage","files":[{"text":"סליחה"}]},{"type":"hangup"}]""", await HeardOnFailure());
        await Save("0", "failure", "[]");
        Assert.Contains("אירעה תקלה", await HeardOnFailure(), StringComparison.Ordinal);
    }

    /// <summary>A phone system looked for it in its own library, and callers heard nothing.</summary>
    [Fact]
    public async Task A_recording_was_told_by_a_name_that_the_phone_system_does_not_know()
    {
        await bench.Upload("0", "sorry.mp3", ManageBench.Mp3);
        await Save("0", "failure", """[{ "fileName": "sorry" }]""");
        var audio = new FlowAudio(bench, new Addresses());
        Assert.Equal(
            """[{"type":"simpleMessage","files":[{"fileName":"sorry-20260301093000","fileLink":"https://calls.example/audio/acme/t/sorry?20260301093000"}]},{"type":"hangup"}]""",
            await HeardOnFailure(audio, new Uri("https://calls.example/")));
        // Nobody has said where we are reached, or nobody can fetch it.
        Assert.Equal("""[{"type":"simpleMessage","files":[{"fileName":"sorry"}]},{"type":"hangup"}]""", await HeardOnFailure(audio));
        bench.AudioIsDown = true;
        Assert.Equal("""[{"type":"simpleMessage","files":[{"text":"אירעה תקלה. אנא התקשרו שוב מאוחר יותר."}]},{"type":"hangup"}]""", await HeardOnFailure(audio, new Uri("https://calls.example/")));
    }

    private sealed class Addresses : IAudioAddresses
    {
        public ValueTask<string> PathOf(string account, string name, CancellationToken cancellation) => new($"audio/{account}/t/{name}");
    }

    [Fact]
    public async Task Whoever_goes_round_for_ever_hears_its_own_message()
    {
        await Save("flow-menu", "endless", """[{ "text": "די" }]""");
        var flows = new FlowBench("""
            { "id": "menu", "name": "M", "steps": [{ "id": "main", "do": "menu", "play": [{ "text": "?" }], "keys": { "1": "main" }, "otherwise": "bye" }, { "id": "bye", "do": "hangUp" }] }
            """);
        flows.Directory.Account = flows.Account with { Messages = bench.Account.Messages };
        var reply = "";
        for (var time = 0; time < 15; time++)
            reply = await flows.Door().Ask(flows.Directory.Account, flows.Account.Flows[0], Click2Call.Dialects.Technoline.Modules.ModuleRequest.Read("PBXphone=0542345678&PBXcallId=x&PBXcallStatus=CALL"));
        Assert.Equal("""[{"type":"simpleMessage","files":[{"text":"די"}]},{"type":"hangup"}]""", reply);
    }

    [Fact]
    public async Task A_flow_that_is_removed_takes_its_messages_along()
    {
        await Save("flow-menu", "failure", """[{ "text": "x" }]""");
        await bench.Ok("folderDelete", ("extensionId", "flow-menu"));
        Assert.Empty(bench.Account.Messages);
    }

    [Fact]
    public async Task A_recording_that_a_message_plays_is_not_removed()
    {
        await bench.Upload("0", "sorry.mp3", ManageBench.Mp3);
        await Save("0", "failure", """[{ "fileName": "sorry" }]""");
        Assert.Contains("systemMessage 'failure'", await bench.Refused("fileDelete", ("fileId", "sorry")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "welcome", "[]", "code")]
    [InlineData("101", "failure", "[]", "")]
    [InlineData("0", "failure", "", "messages")]
    [InlineData("0", "failure", "\"text\"", "messages")]
    [InlineData("0", "failure", "[\"text\"]", "messages")]
    [InlineData("0", "failure", "[{}]", "messages")]
    [InlineData("0", "failure", "[{\"text\":\"\"}]", "messages[0][text]")]
    [InlineData("0", "failure", "[{\"text\":\"a\"},{\"fileName\":\"nothing\"}]", "messages[1][fileName]")]
    [InlineData("0", "failure", "[{\"text\":1}]", "messages")]
    [InlineData("0", "failure", "[{\"text\":\"\\ud800\"}]", "messages")]
    [InlineData("0", "failure", "[{\"\\ud800\":\"x\"}]", "messages")]
    [InlineData("0", "failure", "[{\"text\":\"a\",\"fileName\":\"b\"}]", "messages")]
    [InlineData("0", "failure", "[{\"text\":\"1\"},{\"text\":\"2\"},{\"text\":\"3\"},{\"text\":\"4\"},{\"text\":\"5\"},{\"text\":\"6\"}]", "messages")]
    public async Task Messages_that_are_wrong_are_refused(string id, string code, string messages, string named) =>
        Assert.Contains(named, await bench.Refused("saveCustomMessagesBeta", ("extensionId", id), ("code", code), ("messages", messages)), StringComparison.Ordinal);

    // As the document wants it: a JSON body, the action and the key in the query.
    private async Task Save(string id, string code, string messages)
    {
        var json = await bench.Post(
            $"?action=saveCustomMessagesBeta&apiKey={FakeDirectory.Key}", "application/json", Encoding.UTF8.GetBytes($$"""{ "code": "{{code}}", "extensionId": "{{id}}", "messages": {{messages}} }"""));
        Assert.True(json.GetProperty("status").GetString() == "OK", json.ToString());
    }

    private async Task<string> HeardOnFailure(FlowAudio? audio = null, Uri? site = null)
    {
        var flows = new FlowBench();
        flows.Storage.Hooks.Before = _ => throw new InvalidOperationException("a bug");
        return await flows.Door(audio: audio).Ask(bench.Account, bench.Account.Flows[0], ModuleRequest.Read("PBXphone=0542345678&PBXcallId=x&PBXcallStatus=CALL") with { Site = site });
    }
}
