namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>The forms of the admin page: every kind, input and permission rule there is. Nothing else names them.</summary>
internal static class ManagedForms
{
    /// <summary>The rule that bars an extension.</summary>
    public const string Blocked = "blocked";

    /// <summary>The rule of numbers that are never called.</summary>
    public const string NumbersBlocked = "numbersBlocked";

    /// <summary>The days of a week, Sunday first, as a file names them.</summary>
    public static readonly string[] Days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    private static readonly string[] DayNames = ["ראשון", "שני", "שלישי", "רביעי", "חמישי", "שישי", "שבת"];

    /// <summary>The kinds; the first is the root's.</summary>
    public static IReadOnlyList<ManagedForm> All { get; } =
    [
        new("menu", "החשבון", "", ["name", "timeZone"]) { Creatable = false, Messages = true, Rules = [NumbersBlocked] },
        new("extension", "שלוחה", "extension-", ["extension", "name", "display", "sipUser", "line", "blocked"]) { Rules = [Blocked] },
        new("group", "קבוצת ציד", "group-", ["id", "name", "members", "strategy", "ringSec", "huntAfter"]),
        new("hours", "שעות פעילות", "hours-", ["id", "timeZone", .. Days, "holidays", "clickToCalls"]),
        new("api", "מודול API", "flow-", ["id", "name", "document", "version"]) { Messages = true, Address = true },
    ];

    /// <summary>The inputs.</summary>
    public static IReadOnlyList<ManagedField> Fields { get; } =
    [
        new("extension", "מספר", "text") { Required = true, Longest = 32, Pattern = @"[A-Za-z0-9*][A-Za-z0-9*._\-]{0,31}", Hint = "1 עד 32 אותיות לטיניות, ספרות, כוכביות, נקודות, קווים", Example = "101" },
        new("id", "מזהה", "text") { Required = true, Fixed = true, Longest = 64, Pattern = @"[a-z0-9][a-z0-9\-]{0,63}", Hint = "1 עד 64 אותיות לטיניות קטנות, ספרות ומקפים; לא ניתן לשינוי" },
        new("name", "שם", "text") { Hint = "עד 100 תווים" },
        new("timeZone", "אזור זמן", "select") { Required = true, List = ManagedOptions.TimeZones, Default = account => account.TimeZone },
        new("display", "מספר תצוגה", "text") { Longest = 20, Pattern = "[0-9]{2,20}", Hint = "2 עד 20 ספרות", Example = "0990880101" },
        new("sipUser", "משתמש SIP", "text") { Longest = 64, Hint = "עד 64 תווים, ללא רווחים, @, &, / ופסיקים" },
        new("line", "קו", "select") { List = ManagedOptions.Lines, Hint = "ריק: הקו הראשון של החשבון" },
        new(Blocked, "חסומה לחיוג", "select") { Choices = [("no", "לא"), ("yes", "כן")], Default = _ => "no" },
        new("members", "שלוחות", "multiselect") { Required = true, Ordered = true, List = ManagedOptions.Extensions, Hint = "לפי סדר הצלצול" },
        new("strategy", "שיטה", "select")
        {
            Required = true, Default = _ => "priority",
            Choices = [("priority", "לפי הסדר"), ("roundRobin", "בתורנות"), ("longestIdle", "הפנוי זמן רב ביותר"), ("simultaneous", "כולם יחד")],
        },
        new("ringSec", "זמן צלצול בשניות", "number") { Least = 5, Most = 120, Hint = "5 עד 120; ריק: לפי ההזמנה" },
        new("huntAfter", "מעבר לשלוחה הבאה", "select") { Required = true, Choices = [("failure", "אחרי כל ניסיון שנכשל"), ("refusal", "רק כשהקו מסרב")], Default = _ => "failure" },
        .. Days.Select((day, index) => new ManagedField(day, "יום " + DayNames[index], "text")
        {
            Longest = 200, Pattern = "[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}(?:, *[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}){0,11}", Example = "09:00-12:30, 14:00-18:00",
            Hint = "משעה עד שעה, עם פסיקים בין הטווחים; 20:00-26:00 עד שתיים בלילה; ריק: סגור",
        }),
        new("holidays", "ימים מיוחדים", "textarea") { Longest = 40_000, Hint = "שורה לכל יום או טווח ימים: תאריך, שעות (אם פתוח) ושם", Example = "2027-04-21..2027-04-28 09:00-12:00 פסח" },
        new("clickToCalls", "דלתות לשיחה שפועלות בשעות אלה", "multiselect") { List = ManagedOptions.ClickToCalls },
        new("document", "מסמך הזרימה (JSON)", "textarea") { Longest = 200_000, Hint = "ריק בזרימה חדשה: מנתקת מיד" },
        new("version", "גרסה", "readonly"),
        new("phones", "מספרים שלעולם אין מתקשרים אליהם", "textarea") { Longest = 1_000_000, Hint = "מספר בכל שורה", Example = "+972541234567" },
    ];

    /// <summary>The permission rules, and the inputs that each has.</summary>
    public static IReadOnlyList<(string Type, string Name, IReadOnlyList<string> Fields)> Rules { get; } =
    [
        (Blocked, "חסומה לחיוג", []),
        (NumbersBlocked, "מספרים חסומים", ["phones"]),
    ];

    public static ManagedForm? Find(string? type) => All.FirstOrDefault(form => form.Type == type);

    public static ManagedForm Of(string type) => All.First(form => form.Type == type);

    public static ManagedField Field(string key) => Fields.First(field => field.Key == key);
}
