using Click2Call.Accounts;
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
        ClickToCalls =
        [
            new ClickToCall
            {
                Id = "website",
                Name = "Website",
                Extension = "101",
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
                JoinWindow = TimeSpan.FromMinutes(6),
                MaxAge = TimeSpan.FromHours(5),
                Retry = new RetrySchedule { NoAgent = [TimeSpan.FromMinutes(2)], NoTarget = [TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(8)] },
                WhenUncertain = UncertainRule.Redial,
                DialTargetFirst = true,
                Document = "{\"custom\":1}",
            },
        ],
    };

    public static Account Big(int extensions) => Full("big") with
    {
        Extensions = [.. Enumerable.Range(1000, extensions).Select(number => new Extension { Number = $"{number}", Name = $"Agent {number}" })],
        ClickToCalls = [new ClickToCall { Id = "website", Name = "Website", Extension = "1000" }],
    };
}
