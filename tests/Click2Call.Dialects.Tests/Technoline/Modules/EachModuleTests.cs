using System.Text.Json.Nodes;
using Click2Call.Dialects.Technoline.Modules;

namespace Click2Call.Dialects.Tests.Technoline.Modules;

/// <summary>Each of the twelve modules as a flow says it and a phone system executes it: what it is asked, what comes back, and where the call goes.</summary>
public sealed class EachModuleTests
{
    private const string Hangup = """{"type":"hangup"}""";

    /// <summary>The step, the module that it becomes, and what the phone system sends back; empty: nothing comes back.</summary>
    public static TheoryData<string, string, string> Modules { get; } = new()
    {
        { """ "do": "say", "play": [{ "text": "Hello" }], "next": "after" """, """{"type":"simpleMessage","files":[{"text":"Hello"}]}""", "" },
        { """ "do": "listen", "play": [{ "file": "news", "extension": "7" }], "next": "after" """, """{"type":"audioPlayer","name":"s1_it","files":[{"fileName":"news","extensionId":"7"}]}""", "s1_it=45000" },
        {
            """ "do": "menu", "play": [{ "file": "main" }], "keys": { "1": "after", "2": "bye" }, "otherwise": "bye", "times": 3, "timeout": "5s", "music": true """,
            """{"type":"simpleMenu","name":"s1_it","enabledKeys":"1,2","times":3,"timeout":5,"setMusic":"yes","files":[{"fileName":"main"}]}""", "s1_it=1"
        },
        {
            """ "do": "digits", "min": 5, "max": 9, "endKey": "#", "endValue": "SKIP", "confirm": "digits", "play": [{ "text": "Id" }], "next": "after" """,
            """{"type":"getDTMF","name":"s1_it","max":9,"min":5,"timeout":5,"skipKey":"#","skipValue":"SKIP","confirmType":"digits","files":[{"text":"Id"}]}""", "s1_it=12345"
        },
        {
            """ "do": "record", "min": 2, "max": 30, "confirm": "confirmOnly", "fileName": "msg_{{PBXphone}}", "play": [{ "text": "Speak" }], "next": "after" """,
            """{"type":"record","name":"s1_it","max":30,"min":2,"confirm":"confirmOnly","fileName":"msg_{{PBXphone}}","files":[{"text":"Speak"}]}""", "s1_it=msg_0542345678&FILE_s1_it=msg_0542345678&DURATION_s1_it=12"
        },
        { """ "do": "speech", "max": 8, "play": [{ "text": "Your name" }], "next": "after" """, """{"type":"stt","name":"s1_it","max":8,"min":1,"files":[{"text":"Your name"}]}""", "s1_it=Yosef" },
        {
            """ "do": "dial", "number": "050-123-4567", "ringTime": "20s", "limit": "1h", "music": true, "next": "after" """,
            """{"type":"simpleRouting","name":"s1_it","dialPhone":"0501234567","routingMusic":"yes","ringSec":20,"limit":3600}""", "s1_it=ANSWER"
        },
        { """ "do": "dialIp", "number": "105", "address": "192.168.1.100", "ringTime": "15s", "next": "after" """, """{"type":"ipRouting","name":"s1_it","dialPhone":"105","dialIP":"192.168.1.100","ringSec":15}""", "s1_it=BUSY" },
        { """ "do": "jump", "to": "1234" """, """{"type":"goTo","goTo":"1234"}""", "" },
        { """ "do": "hangUp" """, Hangup, "" },
        { """ "do": "broadcasts", "next": "after" """, """{"type":"playAllCampaigns"}""", "" },
        {
            """ "do": "charge", "sum": "250", "payments": 3, "paymentsMode": "ask", "terminal": "0001", "category": "Donation", "next": "after" """,
            """{"type":"creditCard","name":"s1_it","sum":250,"payments":3,"paymentsMode":"ask","category":"Donation","terminal":"0001"}""", "s1_it=OK&CONFIRM_s1_it=77"
        },
    };

    [Fact]
    public async Task A_listen_step_whose_variable_was_empty_ended_the_call_with_the_apology()
    {
        var bench = new FlowBench("""
            { "id": "f", "name": "F", "variables": { "news": "" }, "steps": [
                { "id": "hear", "do": "listen", "play": [{ "file": "{news}" }], "next": "bye" }, { "id": "bye", "do": "jump", "to": "200" }] }
            """);
        Assert.Equal("""{"type":"goTo","goTo":"200"}""", await bench.Ask("f", "PBXphone=0542345678&PBXcallId=x&PBXcallStatus=CALL"));
    }

    [Theory]
    [InlineData("PBXphone=0542345678&PBXcallId=x&PBXcallStatus=CALL", """{"type":"stt","name":"s1_it","max":10,"min":1,"lang":"en-US","files":[]}""")]
    [InlineData("caller=0542345678&extension=100", """{"type":"stt","lang":"en-US","maxDuration":10}""")]
    public async Task A_flow_could_not_say_which_language_is_spoken(string query, string module)
    {
        var bench = new FlowBench("""
            { "id": "f", "name": "F", "steps": [{ "id": "it", "do": "speech", "language": "en-US", "next": "bye" }, { "id": "bye", "do": "hangUp" }] }
            """);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(module), JsonNode.Parse(await bench.Ask("f", query))), await bench.Ask("f", query));
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task A_step_becomes_its_module_and_what_comes_back_goes_on(string step, string module, string result)
    {
        var rest = result.Length > 0 ? ", { \"id\": \"after\", \"do\": \"say\", \"play\": [{ \"text\": \"It was {it}\" }], \"next\": \"bye\" }, { \"id\": \"bye\", \"do\": \"hangUp\" }"
            : step.Contains("after", StringComparison.Ordinal) ? ", { \"id\": \"after\", \"do\": \"hangUp\" }"
            : "";
        var bench = new FlowBench($$"""{ "id": "f", "name": "F", "steps": [{ "id": "it", {{step}} }{{rest}}] }""");
        const string Call = "PBXphone=0542345678&PBXnum=0747900000&PBXdid=0747900000&PBXcallId=x&PBXcallType=in&PBXcallStatus=CALL&PBXextensionId=100&PBXextensionPath=/100";
        var first = JsonNode.Parse(await bench.Ask("f", Call))!;
        var chain = first as JsonArray ?? [first.DeepClone()];
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(module), chain[0]), chain[0]!.ToJsonString());
        if (result.Length == 0)
            return;
        var then = await bench.Ask("f", $"{Call}&{result}");
        var answer = result.Split('&')[0].Split('=')[1];
        Assert.Equal($$"""[{"type":"simpleMessage","files":[{"text":"It was {{answer}}"}]},{{Hangup}}]""", then);
    }

    [Fact]
    public void Each_of_the_twelve_has_its_row() => Assert.Equal(
        ["audioPlayer", "creditCard", "getDTMF", "goTo", "hangup", "ipRouting", "playAllCampaigns", "record", "simpleMenu", "simpleMessage", "simpleRouting", "stt"],
        Modules.Select(row => (string)JsonNode.Parse(row.Data.Item2)!["type"]!).Order(StringComparer.Ordinal));

    /// <summary>The key fields that the overview's table names for each module (The 12 Modules).</summary>
    public static TheoryData<string, string> KeyFields { get; } = new()
    {
        { "simpleMessage", """{"type":"simpleMessage","fileName":"hello"}""" },
        { "audioPlayer", """{"type":"audioPlayer","files":[{"fileName":"one"},{"fileName":"two"}]}""" },
        { "simpleMenu", """{"type":"simpleMenu","fileName":"menu_main","max_digits":1,"min_digits":1,"tries":3,"timeout":5}""" },
        { "getDTMF", """{"type":"getDTMF","min_digits":5,"max_digits":9,"timeout":5}""" },
        { "record", """{"type":"record","fileName":"msg","maxDuration":30}""" },
        { "stt", """{"type":"stt","lang":"he-IL","maxDuration":8}""" },
        { "simpleRouting", """{"type":"simpleRouting","dialPhone":"0501234567"}""" },
        { "ipRouting", """{"type":"ipRouting","target":"105@192.168.1.100"}""" },
        { "goTo", """{"type":"goTo","extension":"1234"}""" },
        { "hangup", Hangup },
        { "playAllCampaigns", """{"type":"playAllCampaigns"}""" },
        { "creditCard", """{"type":"creditCard","sum":250,"terminal":"0001","payments":3,"paymentsMode":"keva"}""" },
    };

    [Theory]
    [MemberData(nameof(KeyFields))]
    public void In_the_overviews_wording_a_module_has_exactly_its_key_fields(string type, string json)
    {
        Module module = type switch
        {
            "simpleMessage" => new SimpleMessage([AudioItem.File("hello")]),
            "audioPlayer" => new AudioPlayer("p", [AudioItem.File("one"), AudioItem.File("two")]),
            "simpleMenu" => new SimpleMenu("m", "1") { Times = 3, Timeout = 5, Files = [AudioItem.File("menu_main")] },
            "getDTMF" => new GetDtmf("d", 9, 5) { Timeout = 5 },
            "record" => new Recording("r", 30) { FileName = "msg" },
            "stt" => new SpeechToText("s", 8) { Lang = "he-IL" },
            "simpleRouting" => new SimpleRouting("r", "0501234567") { RingSec = 20 },
            "ipRouting" => new IpRouting("r", "105", "192.168.1.100"),
            "goTo" => new GoTo("1234"),
            "hangup" => new HangUp(),
            "playAllCampaigns" => new PlayAllCampaigns(),
            _ => new CreditCard("c", 250) { Terminal = "0001", Payments = 3, PaymentsMode = "keva" },
        };
        var said = ModuleSketch.ToJson(ModuleReply.Of(module));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(said)), said);
    }

    /// <summary>Callers were recorded without a word before it.</summary>
    [Fact]
    public void In_the_overviews_wording_what_is_heard_before_a_recording_is_a_message_of_its_own()
    {
        Assert.Equal(
            """[{"type":"simpleMessage","fileName":"speak"},{"type":"record","fileName":"msg","maxDuration":30}]""",
            ModuleSketch.ToJson(ModuleReply.Of(new Recording("r", 30) { FileName = "msg", Files = [AudioItem.File("speak")] })));
        Assert.Equal(
            """[{"type":"simpleMessage","files":[{"text":"Your name?"}]},{"type":"stt","maxDuration":8}]""",
            ModuleSketch.ToJson(ModuleReply.Of(new SpeechToText("s", 8) { Files = [AudioItem.Say("Your name?")] })));
    }
}
