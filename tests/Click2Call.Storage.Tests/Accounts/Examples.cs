using Click2Call.Accounts;
using Click2Call.Accounts.Hours;
using Click2Call.Flows;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Storage.Tests.Accounts;

/// <summary>Accounts in which no member has its default, so that one that is lost on the way shows.</summary>
internal static class Examples
{
    public static Account Full(string id = "demo") => new()
    {
        Id = id,
        Name = "Démo \"& Söhne\" שלום",
        DefaultRegion = "IL",
        TimeZone = "Asia/Jerusalem",
        BlockList = ["+972541111111", "+972542222222"],
        Order = ["102", "group-sales", "101"],
        Messages =
        [
            new SystemMessage(SystemMessage.Failure, null, [new FlowSound { Text = "סליחה" }]),
            new SystemMessage(SystemMessage.Endless, "after-hours", [new FlowSound { File = "sorry" }, new FlowSound { Text = "Bye" }]),
        ],
        Lines =
        [
            new LineSettings
            {
                Id = "main",
                Dialect = "kazoo",
                BaseUrl = new Uri("https://pbx.example.com:8443/v2"),
                Secrets = new Dictionary<string, string> { ["apiKey"] = "kazoo-key" },
                Options = new Dictionary<string, string> { ["accountId"] = "abc" },
                EventTokenHash = KeyHash.Of("token"),
            },
            new LineSettings { Id = "backup", Dialect = "simulator" },
        ],
        Extensions =
        [
            new Extension { Number = "101", Name = "Dana", Display = "0990880101", SipUser = "u101", Line = "backup", Blocked = true },
            new Extension { Number = "102" },
        ],
        Flows =
        [
            new Flow
            {
                Id = "after-hours",
                Script = FlowScript.Read("""{"id":"after-hours","name":"שלום","steps":[{"id":"name","do":"speech","language":"he-IL","next":"bye"},{"id":"bye","do":"hangUp"}]}"""),
                Version = 3,
                TokenHash = KeyHash.Of("flow"),
                Earlier = [new FlowVersion(2, FlowScript.Read("""{"id":"after-hours","name":"before","steps":[{"id":"bye","do":"jump","to":"1"}]}"""))],
            },
        ],
        Hours = [Office("office")],
        Groups =
        [
            new HuntGroup
            {
                Id = "sales",
                Name = "Sales",
                Members = [new HuntMember("102", 2), new HuntMember("101", 3)],
                Strategy = HuntStrategy.LongestIdle,
                RingTime = TimeSpan.FromSeconds(12),
                After = HuntAfter.Refusal,
            },
        ],
        ClickToCalls =
        [
            new ClickToCall
            {
                Id = "website",
                Name = "Website",
                Extension = "101",
                Hours = Office(""),
                SharedHours = "office",
                HoursFor = HoursFor.All,
                Spread = TimeSpan.FromMinutes(4),
                FurthestAhead = TimeSpan.FromDays(9),
                Line = "main",
                AuthRequired = false,
                AllowedOrigins = ["https://www.example.com"],
                AllowedRegions = ["IL", "US"],
                Whitelist = [@"^\+9725"],
                Throttle = 3,
                RingTime = TimeSpan.FromSeconds(20),
                TargetRingTime = TimeSpan.FromSeconds(50),
                MaxDuration = TimeSpan.FromHours(1),
                Record = true,
                TargetSees = new CallerId("Shop", "+97231234567"),
                AgentSeesNumber = "0991",
                ThankYouUrl = new Uri("https://www.example.com/thanks?a=b"),
                HoneypotField = "url",
                MinimumFillTime = TimeSpan.FromSeconds(3),
                Turnstile = new TurnstileSettings("widget-key") { Hostnames = ["www.example.com"], Action = "contact" },
                JoinWindow = TimeSpan.FromMinutes(6),
                MaxAge = TimeSpan.FromHours(5),
                Retry = new RetrySchedule { NoAgent = [TimeSpan.FromMinutes(2)], NoTarget = [TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(8)] },
                WhenUncertain = UncertainRule.Redial,
                DialTargetFirst = true,
                Webhooks =
                [
                    new WebhookSettings
                    {
                        Source = "hubspot",
                        Secrets = new Dictionary<string, string> { ["secret"] = "hubspot-app-secret" },
                        Options = new Dictionary<string, IReadOnlyList<string>> { ["portals"] = ["62515", "62516"] },
                        Fields = new Dictionary<string, IReadOnlyList<string>> { ["phone"] = ["/a/tel", "mobile"] },
                    },
                ],
                Document = "{\"custom\":1}",
            },
        ],
    };

    private static OpeningHours Office(string id) => new()
    {
        Id = id,
        TimeZone = "Europe/Paris",
        Week = [[], [new OpenSpan(540, 720), new OpenSpan(1200, 1560)], [], [], [], [], [OpenSpan.WholeDay]],
        Holidays = [new Holiday(new DateOnly(2026, 12, 24), new DateOnly(2026, 12, 26), [new OpenSpan(600, 660)], "Christmas"), new Holiday(new DateOnly(2027, 1, 1), new DateOnly(2027, 1, 1), [])],
    };

    public static Account Big(int extensions) => Full("big") with
    {
        Extensions = [.. Enumerable.Range(1000, extensions).Select(number => new Extension { Number = $"{number}", Name = $"Agent {number}" })],
        Groups = [],
        ClickToCalls = [new ClickToCall { Id = "website", Name = "Website", Extension = "1000" }],
    };
}
