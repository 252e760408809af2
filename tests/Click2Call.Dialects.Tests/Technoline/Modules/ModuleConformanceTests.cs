using System.Text.Json.Nodes;
using Click2Call.Dialects.Technoline.Modules;

namespace Click2Call.Dialects.Tests.Technoline.Modules;

/// <summary>Each of the twelve modules as the vendor's documents print it. An empty text in an example is a field that is not set.</summary>
public sealed class ModuleConformanceTests
{
    public static TheoryData<string, string> Examples { get; } = new()
    {
        { "simpleMessage", """{"type":"simpleMessage","files":[{"text":"Thank you for calling. An agent will get back to you shortly."}]}""" },
        { "simpleMenu", """{"type":"simpleMenu","name":"menuChoice","times":3,"timeout":5,"enabledKeys":"1,2,3","extensionChange":"..","files":[{"text":"Press 1 for sales, 2 for support, 3 for billing."}]}""" },
        { "getDTMF", """{"type":"getDTMF","name":"idNumber","max":9,"min":5,"timeout":5,"skipKey":"#","skipValue":"SKIP","confirmType":"digits","files":[{"text":"Please enter your ID number."}]}""" },
        { "record", """{"type":"record","name":"rec","max":30,"min":2,"confirm":"confirmOnly","fileName":"msg_{{PBXphone}}","files":[{"text":"Please leave a message after the beep."}]}""" },
        { "stt", """{"type":"stt","name":"spoken","max":8,"files":[{"text":"Please say your name after the beep."}]}""" },
        { "simpleRouting", """{"type":"simpleRouting","name":"callResult","dialPhone":"0501234567","displayNumber":"","addDigits":"001","routingMusic":"yes","ringSec":20,"limit":""}""" },
        { "ipRouting", """{"type":"ipRouting","name":"dial","dialPhone":"105","dialIP":"192.168.1.100","displayNumber":"","routingMusic":"yes","ringSec":15,"limit":""}""" },
        { "audioPlayer", """{"type":"audioPlayer","name":"listenResult","startFile":1,"startSecond":45000,"beepPlay":"NO","files":[{"fileId":"1001"},{"fileId":"1002"}]}""" },
        { "goTo", """{"type":"goTo","goTo":"1234"}""" },
        { "hangup", """{"type":"hangup"}""" },
        { "playAllCampaigns", """{"type":"playAllCampaigns"}""" },
        { "creditCard", """{"type":"creditCard","name":"payment","sum":250,"sumChangeable":"no","cvv":"yes","tz":"yes","payments":3,"category":"Donation","terminal":"0001","noSum":"no","noSuccess":"no","noConfirmation":"no","noFailExit":"no"}""" },
    };

    private static readonly Dictionary<string, Module> Built = new(StringComparer.Ordinal)
    {
        ["simpleMessage"] = new SimpleMessage([AudioItem.Say("Thank you for calling. An agent will get back to you shortly.")]),
        ["simpleMenu"] = new SimpleMenu("menuChoice", "1,2,3") { Times = 3, Timeout = 5, ExtensionChange = "..", Files = [AudioItem.Say("Press 1 for sales, 2 for support, 3 for billing.")] },
        ["getDTMF"] = new GetDtmf("idNumber", 9, 5) { Timeout = 5, SkipKey = "#", SkipValue = "SKIP", ConfirmType = "digits", Files = [AudioItem.Say("Please enter your ID number.")] },
        ["record"] = new Recording("rec", 30, 2) { Confirm = "confirmOnly", FileName = "msg_{{PBXphone}}", Files = [AudioItem.Say("Please leave a message after the beep.")] },
        ["stt"] = new SpeechToText("spoken", 8) { Files = [AudioItem.Say("Please say your name after the beep.")] },
        ["simpleRouting"] = new SimpleRouting("callResult", "0501234567") { AddDigits = "001", RoutingMusic = true, RingSec = 20 },
        ["ipRouting"] = new IpRouting("dial", "105", "192.168.1.100") { RoutingMusic = true, RingSec = 15 },
        ["audioPlayer"] = new AudioPlayer("listenResult", [AudioItem.FileOf("1001"), AudioItem.FileOf("1002")]) { StartFile = 1, StartSecond = 45000, BeepPlay = false },
        ["goTo"] = new GoTo("1234"),
        ["hangup"] = new HangUp(),
        ["playAllCampaigns"] = new PlayAllCampaigns(),
        ["creditCard"] = new CreditCard("payment", 250)
        {
            SumChangeable = false, Cvv = true, Tz = true, Payments = 3, Category = "Donation", Terminal = "0001",
            NoSum = false, NoSuccess = false, NoConfirmation = false, NoFailExit = false,
        },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_module_is_written_as_the_reference_prints_it(string type, string example) =>
        Assert.Equal(Fields(JsonNode.Parse(example)!), Fields(JsonNode.Parse(ModuleReply.Of(Built[type]).ToJson())!));

    [Fact]
    public void There_are_the_twelve_of_the_overview_and_no_other() => Assert.Equal(
        ["audioPlayer", "creditCard", "getDTMF", "goTo", "hangup", "ipRouting", "playAllCampaigns", "record", "simpleMenu", "simpleMessage", "simpleRouting", "stt"],
        Built.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_chain_is_an_array_in_order() => Assert.Equal(
        """[{"type":"simpleMessage","files":[{"text":"תודה רבה על תרומתך."}]},{"type":"hangup"}]""",
        ModuleReply.Of(new SimpleMessage([AudioItem.Say("תודה רבה על תרומתך.")]), new HangUp()).ToJson());

    [Fact]
    public void The_files_of_the_references_full_example_can_all_be_said()
    {
        var menu = new SimpleMenu("m", "1")
        {
            Files =
            [
                AudioItem.Say("Welcome."),
                AudioItem.Say("Pay attention to the next message.", "Charon"),
                AudioItem.FileOf("500", "100"),
                AudioItem.AsDigits("1234"),
                AudioItem.AsNumber("123"),
                AudioItem.From(new("https://example.com/a.mp3"), "audio_v1"),
                AudioItem.File("welcome"),
                AudioItem.Say("Press 1 to confirm.").WithKeys("1"),
            ],
        };
        Assert.Contains(
            """
            "files":[{"text":"Welcome."},{"text":"Pay attention to the next message.","voice":"Charon"},{"fileId":"500","extensionId":"100"},{"digits":"1234"},{"number":"123"},{"fileName":"audio_v1","fileLink":"https://example.com/a.mp3"},{"fileName":"welcome"},{"text":"Press 1 to confirm.","activatedKeys":"1"}]
            """,
            ModuleReply.Of(menu).ToJson(),
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_overviews_key_fields_are_in_its_wording(string type, string example)
    {
        string[] keys = type switch
        {
            "audioPlayer" or "simpleMessage" => ["files"],
            "simpleMenu" => ["min_digits", "max_digits", "tries", "timeout"],
            "getDTMF" => ["min_digits", "max_digits", "timeout"],
            "record" => ["fileName", "maxDuration"],
            "stt" => ["maxDuration"],
            "simpleRouting" => ["dialPhone"],
            "ipRouting" => ["target"],
            "goTo" => ["extension"],
            "creditCard" => ["terminal", "payments"],
            _ => [],
        };
        var said = JsonNode.Parse(ModuleSketch.ToJson(ModuleReply.Of(Built[type])))!;
        var json = (said is JsonArray { Count: 2 } withMessage ? withMessage[1]! : said).AsObject();
        Assert.Equal(type, (string?)json["type"]);
        Assert.All(keys, key => Assert.True(json.ContainsKey(key), $"{type} lacks {key} in {json} for {example}"));
    }

    [Fact]
    public void The_menu_of_the_overviews_example_is_that_to_the_letter() => Assert.Equal(
        """{"type":"simpleMenu","fileName":"menu_main","max_digits":1,"min_digits":1,"tries":3,"timeout":5}""",
        ModuleSketch.ToJson(ModuleReply.Of(new SimpleMenu("x", "1") { Times = 3, Timeout = 5, Files = [AudioItem.File("menu_main")] })));

    public static TheoryData<string, Action> Wrong { get; } = new()
    {
        { "a name of the phone system's own", () => _ = new SimpleMenu("PBXphone", "1") },
        { "a name that a recording makes", () => _ = new SimpleMenu("FILE_x", "1") },
        { "an empty name", () => _ = new SimpleMenu("", "1") },
        { "a name with a space", () => _ = new SimpleMenu("a b", "1") },
        { "no such key", () => _ = new SimpleMenu("m", "1,A") },
        { "two keys in one", () => _ = new SimpleMenu("m", "12") },
        { "a key twice", () => _ = new SimpleMenu("m", "1,1") },
        { "no keys", () => _ = new SimpleMenu("m", "") },
        { "no tries", () => _ = new SimpleMenu("m", "1") { Times = 0 } },
        { "a way out that is no extension", () => _ = new SimpleMenu("m", "1") { ExtensionChange = "menu" } },
        { "nothing to say", () => _ = new SimpleMessage([]) },
        { "nothing to play", () => _ = new AudioPlayer("p", []) },
        { "an empty text", () => AudioItem.Say("") },
        { "a text with a bell", () => AudioItem.Say("\a") },
        { "digits that are none", () => AudioItem.AsDigits("1a") },
        { "a file at no address", () => AudioItem.From(new("file:///etc/passwd"), "x") },
        { "keys of a file outside of a menu", () => _ = new SimpleMessage([AudioItem.Say("x").WithKeys("1")]) },
        { "no digits", () => _ = new GetDtmf("d", 0) },
        { "more at least than at most", () => _ = new GetDtmf("d", 3, 4) },
        { "no such way to confirm", () => _ = new GetDtmf("d", 3) { ConfirmType = "maybe" } },
        { "two skip keys", () => _ = new GetDtmf("d", 3) { SkipKey = "**" } },
        { "a recording shorter than none", () => _ = new Recording("r", 5, 6) },
        { "a recording with another template", () => _ = new Recording("r") { FileName = "{{PBXcallStatus}}" } },
        { "a recording in a path", () => _ = new Recording("r") { FileName = "../x" } },
        { "the vendor's word spelt right", () => _ = new Recording("r") { Confirm = "full" } },
        { "speech of 11 seconds", () => _ = new SpeechToText("s", 11) },
        { "a number with a country code", () => _ = new SimpleRouting("r", "+972501234567") },
        { "a number with dashes", () => _ = new SimpleRouting("r", "050-1234567") },
        { "a number shown with a plus", () => _ = new SimpleRouting("r", "0501234567") { DisplayNumber = "+972501234567" } },
        { "no ring time", () => _ = new SimpleRouting("r", "0501234567") { RingSec = 0 } },
        { "a network address that is none", () => _ = new IpRouting("r", "105", "not an address") },
        { "an extension with an ampersand", () => _ = new IpRouting("r", "1&2", "192.168.1.100") },
        { "a jump to words", () => _ = new GoTo("main") },
        { "a negative sum", () => _ = new CreditCard("c", -1) },
        { "a sum of fractions of a cent", () => _ = new CreditCard("c", 1.005m) },
        { "no instalment", () => _ = new CreditCard("c", 1) { Payments = 0 } },
        { "no such mode of payment", () => _ = new CreditCard("c", 1) { PaymentsMode = "later" } },
        { "an empty reply", () => ModuleReply.Of() },
        { "something behind a hang-up", () => ModuleReply.Of(new HangUp(), new GoTo("1")) },
        { "something behind a jump", () => ModuleReply.Of(new GoTo("1"), new SimpleMessage([AudioItem.Say("x")])) },
        { "two results of one name", () => ModuleReply.Of(new GetDtmf("a", 1), new GetDtmf("a", 1)) },
        { "a charge behind a message", () => ModuleReply.Of(new SimpleMessage([AudioItem.Say("x")]), new CreditCard("c")) },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Wrong))]
    public void What_the_phone_system_would_not_understand_cannot_be_built(string what, Action build) =>
        Assert.True(Record.Exception(build) is ArgumentException, what);

    private static string Fields(JsonNode node) => string.Join('\n', node.AsObject()
        .Where(field => field.Value is not null && field.Value.ToJsonString() is not ("\"\"" or "[]"))
        .OrderBy(field => field.Key, StringComparer.Ordinal)
        .Select(field => $"{field.Key}={field.Value!.ToJsonString()}"));
}
