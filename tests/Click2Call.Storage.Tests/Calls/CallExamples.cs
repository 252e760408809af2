using Click2Call.Calls;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Storage.Tests.Calls;

/// <summary>Calls and orders to store.</summary>
internal static class CallExamples
{
    public static CallOrder Order(string account = "acme", string? click = "contact") => new()
    {
        Account = account,
        ClickToCall = click,
        Front = "lead-form",
        Intent = CallIntent.Lead,
        First = new Leg(LegRole.Agent, new ExtensionDestination("101")),
        Second = new Leg(LegRole.Target, new PhoneDestination(PhoneNumber.Parse("+972502345678"))),
    };

    /// <summary>An order in which nothing has its default.</summary>
    public static CallOrder Full() => new()
    {
        Account = "acme",
        ClickToCall = "contact",
        Front = "kazoo",
        Intent = CallIntent.Direct,
        Kind = CallKind.Message,
        First = new Leg(LegRole.Target, new SipDestination("sip:1001@pbx.example", "realm.example"))
        {
            AsSent = "1001@pbx",
            Shows = new CallerId("Acme \"Sales\" שלום 🎉", "039999999"),
            RingTime = TimeSpan.FromSeconds(17.5),
            AutoAnswer = true,
            RequireOnline = true,
            VoicemailId = "vm-7",
            IgnoreDnd = true,
        },
        Second = new Leg(LegRole.Agent, new ExtensionDestination("101", "0990880101")),
        Line = "main",
        Hotline = "19001234",
        MaxDuration = TimeSpan.FromMinutes(7),
        Record = true,
        Language = "he",
        Play = new PlayList { Before = "a", Digits = "0123", AfterDigit = "b", After = "c", Text = "Your code is", Upload = "d", Keys = [new KeyAction("#", KeyDeed.Connect, new ExtensionDestination("101")) { AsSent = " 101" }] },
        ConferenceCode = "4711",
        Variables = [new NameValue("var_b", "2"), new NameValue("var_a", "1 & <b>")],
        Incidental = ["var_b"],
        Dropped = ["_ga", "utm-source"],
        SipHeaders = [new NameValue("X-One", "1")],
        Ringback = "%(2000,4000,440,480)",
        MusicOnHold = "media-1",
        BypassMedia = "auto",
        IgnoreEarlyMedia = false,
        PresenceId = "presence",
        Extra = [new NameValue("extra", "\u0001 \uD83D\uDE00")],
        AnswerWhen = AnswerWhen.FirstLegDecided,
        Patience = TimeSpan.FromSeconds(1.25),
        OnLineDown = LineDownRule.Queue,
        Key = new OrderKey("api", "key", "print"),
        Retry = new RetrySchedule { NoAgent = [TimeSpan.FromMinutes(1)], NoTarget = [TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(3)] },
        WhenUncertain = UncertainRule.Redial,
        NotBefore = new DateTimeOffset(2026, 12, 1, 10, 30, 0, TimeSpan.FromHours(2)),
        ExpiresAt = new DateTimeOffset(2026, 12, 2, 10, 30, 0, TimeSpan.Zero),
        AskedFor = new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.FromHours(2)),
        MaxAge = TimeSpan.FromHours(3),
        TimeZone = "Asia/Jerusalem",
        AskedForNow = true,
        AskedAt = new DateTimeOffset(2026, 11, 30, 22, 15, 0, TimeSpan.Zero),
        Lead = new Lead
        {
            Name = "O'Hara",
            Email = "o@example.org",
            Message = "Line 1\r\nLine 2 \\ \" 🎉",
            Page = "https://www.example.com/?a=1&b=2",
            Fields = [new NameValue("company", "Acme"), new NameValue("company", "twice")],
            Address = "2001:db8::1",
        },
        AskedFrom = "203.0.113.7",
        Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    };

    public static Call Call(DateTimeOffset at, CallOrder? order = null) => new()
    {
        Id = CallId.New(at, new Random(Random.Shared.Next())),
        Order = order ?? Order(),
        Line = "main",
        Seq = 1,
        WakeAt = at.AddMinutes(2),
    };

    public static Attempt Attempt(int number, DateTimeOffset at) => new()
    {
        Number = number,
        Line = "main",
        StartedAt = at,
        DialUntil = at.AddSeconds(45),
    };
}
