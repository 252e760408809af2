using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Accounts.Hours;
using Click2Call.Accounts.Import;
using Click2Call.Orders;

namespace Click2Call.Tests.Accounts;

public sealed class AccountFileTests
{
    private const string Line = """{ "id": "main", "dialect": "able" }""";

    private static string File(string account) => $$"""{ "accounts": [ { "id": "demo", "name": "Demo", "region": "IL", {{account}} } ] }""";

    private static string Click(string members, string line = Line) => File(
        $$"""
        "lines": [ {{line}} ], "extensions": [ { "number": "101", "display": "0990880101" } ],
        "clickToCalls": [ { "id": "web", "name": "Web", "extension": "101", {{members}} } ]
        """);

    private static AccountFile Read(string text) => AccountFile.Read(text, [TestDialect.Able, TestDialect.Dumb]);

    private static string[] Mistakes(string text) => [.. Read(text).Mistakes.Select(mistake => mistake.ToString())];

    private static string Single(string text) => Assert.Single(Mistakes(text));

    private static Account Good(string text)
    {
        var file = Read(text);
        Assert.Empty(file.Mistakes);
        return Assert.Single(file.Accounts).Account;
    }

    [Fact]
    public void Comments_and_trailing_commas_are_fine()
    {
        var account = Good($$"""
            // Ours.
            { "accounts": [ { "id": "demo", "name": "Demo", /* here */ "region": "IL", "lines": [ {{Line}}, ], }, ], }
            """);
        Assert.Equal("demo", account.Id);
        Assert.Equal("Asia/Jerusalem", account.TimeZone);
    }

    [Fact]
    public void A_click_to_call_of_which_little_is_said_has_the_defaults_of_the_domain()
    {
        var click = Assert.Single(Good(Click("")).ClickToCalls);
        Assert.Equal(JsonSerializer.Serialize(new ClickToCall { Id = "web", Name = "Web", Extension = "101" }), JsonSerializer.Serialize(click));
    }

    [Fact]
    public void Everything_that_can_be_said_is_read()
    {
        var file = Read("""
            { "accounts": [ { "id": "demo", "name": "Demo", "region": "IL", "timeZone": "Asia/Jerusalem", "blockList": [ "+972541234567" ],
              "lines": [ { "id": "main", "dialect": "able", "baseUrl": "https://pbx.example.com:8443/v2", "secrets": { "apiKey": "pbx-key" },
                           "options": { "a": "text", "b": 7, "c": true }, "events": true }, { "id": "second", "dialect": "dumb" } ],
              "extensions": [ { "number": "101", "name": "Dana", "display": "0990880101", "sipUser": "dana.pbx", "line": "second", "blocked": true } ],
              "clickToCalls": [ { "id": "web", "name": "Web", "extension": "0990880101", "line": "main", "authRequired": false,
                "allowedOrigins": [ "https://www.example.com", "http://localhost:8080" ], "allowedRegions": [ "IL", "XK" ], "whitelist": [ "^\\+9725" ],
                "throttle": 3, "ringTime": "20s", "targetRingTime": "1m", "maxDuration": "1h", "record": true,
                "targetSees": { "name": "Shop", "number": "+97231234567" }, "agentSeesNumber": "0991", "thankYouUrl": "https://www.example.com/thanks?a=b",
                "honeypotField": "url", "minimumFillTime": "0s", "turnstile": { "secret": "widget-key", "hostnames": [ "www.example.com" ], "action": "contact" }, "joinWindow": "6m", "maxAge": "5h",
                "retry": { "noAgent": [ "2m" ], "noTarget": [] }, "whenUncertain": "redial", "dialTargetFirst": true } ],
              "keys": [ { "name": "crm", "scopes": [ "calls" ] } ] } ] }
            """);
        Assert.Empty(file.Mistakes);
        var imported = Assert.Single(file.Accounts);
        Assert.Equal(["main"], imported.LinesWithEvents);
        Assert.Equal("calls", Assert.Single(Assert.Single(imported.Keys).Scopes));
        var account = imported.Account;
        Assert.Equal(("7", "true"), (account.Lines[0].Options["b"], account.Lines[0].Options["c"]));
        Assert.Equal(new Extension { Number = "101", Name = "Dana", Display = "0990880101", SipUser = "dana.pbx", Line = "second", Blocked = true }, Assert.Single(account.Extensions));
        var click = Assert.Single(account.ClickToCalls);
        Assert.Equal((TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)), (click.RingTime, click.TargetRingTime, click.MaxDuration));
        Assert.Equal((new CallerId("Shop", "+97231234567"), UncertainRule.Redial), (click.TargetSees, click.WhenUncertain));
        Assert.Equal([TimeSpan.FromMinutes(2)], click.Retry.NoAgent);
        Assert.Empty(click.Retry.NoTarget);
        Assert.Equal(TimeSpan.Zero, click.MinimumFillTime);
        Assert.Equal(("widget-key", "www.example.com", "contact"), (click.Turnstile!.Secret, Assert.Single(click.Turnstile.Hostnames), click.Turnstile.Action));
    }

    [Fact]
    public void Every_mistake_is_told_at_once_in_the_order_of_the_file()
    {
        var mistakes = Mistakes("""
            { "accounts": [ { "id": "De mo", "region": "Israel", "timezone": "UTC",
              "lines": [ { "id": "main", "dialect": "pigeon" } ],
              "extensions": [ { "number": "101", "line": "other" }, { "number": "101" } ],
              "clickToCalls": [ { "id": "web", "name": "Web", "extension": "107", "ringTime": 30 } ] } ] }
            """);
        Assert.Equal(
            [
                "accounts[0].id", "accounts[0].name", "accounts[0].region", "accounts[0].lines[0].dialect", "accounts[0].extensions[0].line",
                "accounts[0].clickToCalls[0].extension", "accounts[0].clickToCalls[0].ringTime", "accounts[0].extensions[1].number", "accounts[0].timezone",
            ],
            mistakes.Select(mistake => mistake.Split(':')[0]));
        Assert.Equal("accounts[0].timezone: there is no such property; 'timeZone' was meant? (line 1)", mistakes[^1]);
        Assert.Equal("accounts[0].clickToCalls[0].ringTime: this is a duration from 5s to 2m, such as \"30s\", \"5m\", \"2h\" or \"1d\". (line 4)", mistakes[6]);
    }

    [Theory]
    [InlineData("", "line 1, column 1: this is no JSON")]
    [InlineData("{\n  \"accounts\": [ oops ] }", "line 2, column 17: this is no JSON")]
    [InlineData("[]", "the file: the file is an object in braces, not a list.")]
    [InlineData("{}", "accounts: there is no account; describe one.")]
    [InlineData("""{ "accounts": [ 7 ] }""", "accounts[0]: an account is an object in braces, not a number.")]
    [InlineData("""{ "accounts": {} }""", "accounts: this is a list in brackets, not an object.")]
    public void A_file_of_another_shape_is_told(string text, string mistake) => Assert.StartsWith(mistake, Mistakes(text)[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("\"ringTime\": \"4s\"", "ringTime")]
    [InlineData("\"ringTime\": \"121s\"", "ringTime")]
    [InlineData("\"ringTime\": \"PT30S\"", "ringTime")]
    [InlineData("\"ringTime\": \"99999999999s\"", "ringTime")]
    [InlineData("\"maxDuration\": \"2d\"", "maxDuration")]
    [InlineData("\"retry\": { \"noAgent\": [ \"1m\", \"1s\" ] }", "retry.noAgent[1]")]
    [InlineData("\"throttle\": -1", "throttle")]
    [InlineData("\"throttle\": \"5\"", "throttle")]
    [InlineData("\"record\": \"true\"", "record")]
    [InlineData("\"record\": true, \"record\": false", "record")]
    [InlineData("\"line\": \"other\"", "line")]
    [InlineData("\"allowedRegions\": [ \"IL\", \"il\" ]", "allowedRegions[1]")]
    [InlineData("\"allowedOrigins\": [ \"https://www.example.com/\" ]", "allowedOrigins[0]")]
    [InlineData("\"allowedOrigins\": [ \"https://WWW.example.com\" ]", "allowedOrigins[0]")]
    [InlineData("\"allowedOrigins\": [ \"*\" ]", "allowedOrigins[0]")]
    [InlineData("\"allowedOrigins\": [ \"https://www.example.com:443\" ]", "allowedOrigins[0]")]
    [InlineData("\"whitelist\": [ \"(\" ]", "whitelist[0]")]
    [InlineData("\"whitelist\": [ \"^(?=1)\" ]", "whitelist[0]")]
    [InlineData("\"whitelist\": [ \"(1)\\\\1\" ]", "whitelist[0]")]
    [InlineData("\"thankYouUrl\": \"javascript:alert(1)\"", "thankYouUrl")]
    [InlineData("\"thankYouUrl\": \"/thanks\"", "thankYouUrl")]
    [InlineData("\"turnstile\": { \"secret\": \"widget-key\" }", "turnstile")]
    [InlineData("\"authRequired\": false, \"turnstile\": {}", "turnstile.secret")]
    [InlineData("\"authRequired\": false, \"turnstile\": { \"secret\": \"0x4AAAAAAABkMYinukE8nzKd00aB1c2D3e4\" }", "turnstile.secret")]
    [InlineData("\"authRequired\": false, \"turnstile\": { \"secret\": \"k\", \"hostnames\": [ \"https://www.example.com\" ] }", "turnstile.hostnames[0]")]
    [InlineData("\"authRequired\": false, \"turnstile\": { \"secret\": \"k\", \"action\": \"a b\" }", "turnstile.action")]
    [InlineData("\"honeypotField\": \"phone\"", "honeypotField")]
    [InlineData("\"honeypotField\": \"when\"", "honeypotField")]
    [InlineData("\"hours\": \"office\"", "hours")]
    [InlineData("\"hours\": {}", "hours.week")]
    [InlineData("\"hours\": { \"week\": {} }", "hours.week")]
    [InlineData("\"hours\": { \"week\": { \"monday\": [ \"09:00-17:00\" ] }, \"timeZone\": \"Asia/Atlantis\" }", "hours.timeZone")]
    [InlineData("\"hours\": { \"week\": { \"monday\": [ \"09:00-17:00\" ] }, \"id\": \"office\" }", "hours.id")]
    [InlineData("\"hours\": { \"week\": { \"funday\": [ \"09:00-17:00\" ], \"monday\": [ \"09:00-17:00\" ] } }", "hours.week.funday")]
    [InlineData("\"hours\": { \"week\": { \"monday\": [ 9, \"09:00-17:00\" ] } }", "hours.week.monday[0]")]
    [InlineData("\"hours\": { \"week\": { \"monday\": [ \"09:00-17:00\", \"9-17\" ] } }", "hours.week.monday[1]")]
    [InlineData("\"hours\": { \"week\": { \"monday\": [ \"09:00-12:00\", \"20:00-02:00\" ] } }", "hours.week.monday[1]")]
    [InlineData("\"hours\": { \"week\": { \"monday\": [ \"09:00-17:00\", \"24:00-26:00\" ] } }", "hours.week.monday[1]")]
    [InlineData("\"hours\": { \"week\": { \"monday\": [ \"09:00-17:00\", \"16:00-18:00\" ] } }", "hours.week.monday[1]")]
    [InlineData("\"hours\": { \"week\": { \"saturday\": [ \"20:00-26:00\" ], \"sunday\": [ \"01:00-09:00\" ] } }", "hours.week.sunday")]
    [InlineData("\"hours\": { \"week\": { \"monday\": [ \"09:00-17:00\" ] }, \"holidays\": [ {} ] }", "hours.holidays[0]")]
    [InlineData("\"hours\": { \"week\": { \"monday\": [ \"09:00-17:00\" ] }, \"holidays\": [ { \"date\": \"2026-02-29\" } ] }", "hours.holidays[0].date")]
    [InlineData("\"hours\": { \"week\": { \"monday\": [ \"09:00-17:00\" ] }, \"holidays\": [ { \"from\": \"2026-02-20\" } ] }", "hours.holidays[0].to")]
    [InlineData("\"hours\": { \"week\": { \"monday\": [ \"09:00-17:00\" ] }, \"holidays\": [ { \"from\": \"2026-02-20\", \"to\": \"2026-02-19\" } ] }", "hours.holidays[0].to")]
    [InlineData("\"hours\": { \"week\": { \"monday\": [ \"09:00-17:00\" ] }, \"holidays\": [ { \"from\": \"2026-02-20\", \"to\": \"2026-02-22\" }, { \"date\": \"2026-02-21\" } ] }", "hours.holidays[1]")]
    [InlineData("\"hoursFor\": \"everything\"", "hoursFor")]
    [InlineData("\"spread\": \"5h\"", "spread")]
    [InlineData("\"furthestAhead\": \"90d\"", "furthestAhead")]
    [InlineData("\"targetSees\": {}", "targetSees")]
    [InlineData("\"agentSeesNumber\": \"withheld\"", "agentSeesNumber")]
    [InlineData("\"whenUncertain\": \"Redial\"", "whenUncertain")]
    [InlineData("\"whiteList\": []", "whiteList")]
    [InlineData("\"document\": \"{}\"", "document")]
    public void A_click_to_call_is_looked_through(string member, string path) =>
        Assert.StartsWith($"accounts[0].clickToCalls[0].{path}: ", Single(Click(member)), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"lines\": []", "lines")]
    [InlineData("\"lines\": [ { \"id\": \"Main\", \"dialect\": \"able\" } ]", "lines[0].id")]
    [InlineData("\"lines\": [ { \"id\": \"main\", \"dialect\": \"able\", \"baseUrl\": \"ftp://pbx\" } ]", "lines[0].baseUrl")]
    [InlineData("\"lines\": [ { \"id\": \"main\", \"dialect\": \"able\", \"baseUrl\": \"https://user:pass@pbx\" } ]", "lines[0].baseUrl")]
    [InlineData("\"lines\": [ { \"id\": \"main\", \"dialect\": \"able\", \"options\": { \"apiKey\": \"x\" } } ]", "lines[0].options.apiKey")]
    [InlineData("\"lines\": [ { \"id\": \"main\", \"dialect\": \"able\", \"secrets\": { \"key\": \"a b\" } } ]", "lines[0].secrets.key")]
    [InlineData("\"lines\": [ { \"id\": \"main\", \"dialect\": \"able\", \"options\": { \"wrong\": 1 } } ]", "lines[0]")]
    [InlineData("\"lines\": [ { \"id\": \"a\", \"dialect\": \"able\" }, { \"id\": \"a\", \"dialect\": \"able\" } ]", "lines[1].id")]
    [InlineData("\"timeZone\": \"Asia/Tel_Avivv\", \"lines\": [ { \"id\": \"a\", \"dialect\": \"able\" } ]", "timeZone")]
    [InlineData("\"timeZone\": \"Israel Standard Time\", \"lines\": [ { \"id\": \"a\", \"dialect\": \"able\" } ]", "timeZone")]
    [InlineData("\"blockList\": [ \"0541234567\" ], \"lines\": [ { \"id\": \"a\", \"dialect\": \"able\" } ]", "blockList[0]")]
    [InlineData("\"keys\": [ { \"name\": \"a\" }, { \"name\": \"a\" } ], \"lines\": [ { \"id\": \"a\", \"dialect\": \"able\" } ]", "keys[1].name")]
    [InlineData("\"keys\": [ { \"name\": \"a\", \"scopes\": [ \"All\" ] } ], \"lines\": [ { \"id\": \"a\", \"dialect\": \"able\" } ]", "keys[0].scopes[0]")]
    [InlineData("\"extensions\": [ { \"number\": \"1#\" } ], \"lines\": [ { \"id\": \"a\", \"dialect\": \"able\" } ]", "extensions[0].number")]
    [InlineData("\"extensions\": [ { \"number\": \"101\", \"sipUser\": \"a&b\" } ], \"lines\": [ { \"id\": \"a\", \"dialect\": \"able\" } ]", "extensions[0].sipUser")]
    [InlineData("\"extensions\": [ { \"number\": \"101\" }, { \"number\": \"102\", \"display\": \"101\" } ], \"lines\": [ { \"id\": \"a\", \"dialect\": \"able\" } ]", "extensions[1].display")]
    public void An_account_is_looked_through(string members, string path) =>
        Assert.StartsWith($"accounts[0].{path}: ", Single(File(members)), StringComparison.Ordinal);

    [Fact]
    public void Hours_are_shared_by_their_name_or_a_click_to_calls_own()
    {
        var account = Good(File($$"""
            "lines": [ {{Line}} ], "timeZone": "Asia/Jerusalem", "extensions": [ { "number": "101" } ],
            "hours": [ { "id": "office", "week": { "sunday": [ "14:00-18:00", "09:00-13:00" ], "thursday": [ "20:00-26:00" ] }, "holidays": [ { "date": "2026-12-25", "open": [ "10:00-12:00" ], "name": "Christmas" } ] } ],
            "clickToCalls": [
              { "id": "a", "name": "A", "extension": "101", "hours": "office", "hoursFor": "all", "spread": "5m", "furthestAhead": "60d" },
              { "id": "b", "name": "B", "extension": "101", "hours": { "timeZone": "Europe/Paris", "week": { "monday": [ "00:00-24:00" ] } } },
              { "id": "c", "name": "C", "extension": "101" } ]
            """));
        var office = account.HoursOf(account.FindClickToCall("a"))!;
        Assert.Equal(("office", "Asia/Jerusalem", HoursFor.All), (office.Id, office.TimeZone, account.FindClickToCall("a")!.HoursFor));
        Assert.Equal(["09:00-13:00 14:00-18:00", "", "", "", "20:00-26:00", "", ""], office.Week.Select(day => string.Join(' ', day)));
        Assert.Equal("10:00-12:00", Assert.Single(office.On(new DateOnly(2026, 12, 25))).ToString());
        Assert.Equal("Europe/Paris", account.HoursOf(account.FindClickToCall("b"))!.TimeZone);
        Assert.Null(account.HoursOf(account.FindClickToCall("c")));
    }

    [Fact]
    public void Two_accounts_of_one_id_are_one_too_many() => Assert.StartsWith(
        "accounts[1].id: another account is called 'demo' already",
        Single($$"""{ "accounts": [ { "id": "demo", "name": "A", "region": "IL", "lines": [ {{Line}} ] }, { "id": "demo", "name": "B", "region": "US", "lines": [ {{Line}} ] } ] }"""),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("4f3c2a1b9e8d7c6b5a4f3c2a1b9e8d7c")]
    [InlineData("c2c_demo_4f3c2a1b9e8d7c6b5a4f3c2a1b9e8d7c4f3c2a1b9e8d7c6b")]
    [InlineData("9b2d7c1e-0f4a-4c3b-8d5e-6f7a8b9c0d1e")]
    [InlineData("972541234567")]
    public void A_secret_instead_of_its_name_is_refused_and_not_repeated(string value)
    {
        var mistake = Single(File($$"""
            "lines": [ { "id": "main", "dialect": "able", "secrets": { "apiKey": "{{value}}" } } ]
            """));
        Assert.StartsWith("accounts[0].lines[0].secrets.apiKey: this looks like the secret itself", mistake, StringComparison.Ordinal);
        Assert.DoesNotContain(value, mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pbx-key")]
    [InlineData("TechnolineApiKeyOfTheDemoAccount2026")]
    [InlineData("kazoo-account-2026-07-api-key")]
    public void The_name_of_a_secret_is_taken(string name) => Good(File($$"""
        "lines": [ { "id": "main", "dialect": "able", "secrets": { "apiKey": "{{name}}" } } ]
        """));

    [Fact]
    public void Dialling_again_needs_a_line_that_can_tell()
    {
        const string dumb = """{ "id": "main", "dialect": "dumb" }""";
        Assert.StartsWith("accounts[0].clickToCalls[0].whenUncertain: the line 'main' can neither", Single(Click("\"whenUncertain\": \"redial\"", dumb)), StringComparison.Ordinal);
        Good(Click("\"whenUncertain\": \"redial\""));
        Good(Click("\"whenUncertain\": \"leave\"", dumb));
        Good(Click("\"whenUncertain\": \"redial\"", """{ "id": "main", "dialect": "dumb", "events": true }"""));
    }

    [Theory]
    [InlineData("+972541234567", true, true)]
    [InlineData("0541234567", true, false)]
    [InlineData("sip:dana@pbx.example.com", false, true)]
    [InlineData("sip:dana@pbx.example.com", true, false)]
    [InlineData("107", false, false)]
    public void An_agent_is_an_extension_or_a_number_and_behind_a_key_a_SIP_address(string extension, bool open, bool good)
    {
        var text = File($$"""
            "lines": [ {{Line}} ], "clickToCalls": [ { "id": "web", "name": "Web", "extension": "{{extension}}", "authRequired": {{(open ? "false" : "true")}} } ]
            """);
        if (good)
            Good(text);
        else
            Assert.StartsWith("accounts[0].clickToCalls[0].extension: ", Single(text), StringComparison.Ordinal);
    }
}
