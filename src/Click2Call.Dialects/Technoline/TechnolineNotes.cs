using System.Collections.Frozen;
using Click2Call.Calls;

namespace Click2Call.Dialects.Technoline;

/// <summary>The Hebrew texts of errors. The one of code 4 is the reference's; the others are ours, for the causes that it lists.</summary>
internal static class TechnolineNotes
{
    public const string ExtensionMissing = "חסר פרמטר extension";
    public const string TargetMissing = "חסר פרמטר target";
    public const string TargetInvalid = "היעד אינו מספר ישראלי תקין, שלוחה או מספר 099088";
    public const string ExtensionUnknown = "שלוחה לא נמצאה או לא שייכת לחשבון";
    public const string Unavailable = "המרכזייה אינה זמינה, יש לנסות שוב";
    public const string CampaignRests = "המרכזייה אינה מקבלת שיחות כרגע; המערכת תנסה שוב מעצמה";
    public const string CampaignUnknown = "לא ידוע אם הקמפיין נוצר. יש לשלוח שוב את אותה בקשה בדיוק: איש לא יחויג פעמיים";
    public const string KeyUnknown = "מפתח ה-API חסר או שגוי";
    public const string ActionUnknown = "הפעולה חסרה או אינה מוכרת: action=click2call";
    public const string RingSecInvalid = "ringSec חייב להיות מספר שניות בין 5 ל-120";
    public const string SameUnderWay = "אותה שיחה כבר נמצאת בחיוג, יש לנסות שוב";
    public const string KeyTooLate = "apiKey: יש לשלוח בכתובת או ב-64 KiB הראשונים של הבקשה";
    public const string TooLarge = "הבקשה גדולה מדי";
    public const string Malformed = "לא ניתן לקרוא את הבקשה";
    public const string Unforeseen = "אירעה תקלה אצלנו, ולא ידוע אם הבקשה בוצעה. יש לבדוק לפני ששולחים אותה שוב";
    public const string MethodUnknown = "יש לשלוח GET או POST";

    // One note for each outcome: the dialect has fewer codes than there are reasons, and both a person and our own line
    // can tell them apart by the note.
    private static readonly FrozenDictionary<CallOutcome, string> ByOutcome = new Dictionary<CallOutcome, string>
    {
        [CallOutcome.AgentBusy] = "השלוחה תפוסה",
        [CallOutcome.AgentOffline] = "השלוחה אינה זמינה במרכזייה",
        [CallOutcome.AgentNoAnswer] = "אין מענה בשלוחה",
        [CallOutcome.AgentDeclined] = "השלוחה דחתה את השיחה",
        [CallOutcome.AgentBlocked] = "השלוחה חסומה לחיוג",
        [CallOutcome.TargetBusy] = "היעד תפוס",
        [CallOutcome.TargetNoAnswer] = "אין מענה ביעד",
        [CallOutcome.TargetRejected] = "היעד דחה את השיחה",
        [CallOutcome.TargetUnreachable] = "היעד אינו ניתן להשגה",
        [CallOutcome.LineUnavailable] = Unavailable,
        [CallOutcome.LineRefused] = "המרכזייה סירבה לבקשה",
        [CallOutcome.NotAllowed] = "השיחה אינה מותרת",
        [CallOutcome.Throttled] = "יותר מדי שיחות בו-זמנית",
        [CallOutcome.Canceled] = "השיחה בוטלה",
        [CallOutcome.Expired] = "תם הזמן לביצוע השיחה",
    }.ToFrozenDictionary();

    /// <summary>To an equal request within five minutes.</summary>
    public static string CampaignStopped(string id) => $"הקמפיין {id} מאותה בקשה נעצר לפני דקות ספורות ואיש לא יחויג; לקמפיין חדש יש לשנות title";

    /// <summary>The note of an outcome that is an error.</summary>
    public static string Of(CallOutcome outcome) => ByOutcome[outcome];

    /// <summary>The outcome that a note of ours stands for under its code; null for any other text.</summary>
    public static CallOutcome? OutcomeOf(int code, string? note)
    {
        foreach (var (outcome, text) in ByOutcome)
        {
            if (text == note && TechnolineErrors.CodeOf(outcome) == code)
                return outcome;
        }

        return null;
    }

    public static string Of(int code) => code switch
    {
        TechnolineErrors.ExtensionMissing => ExtensionMissing,
        TechnolineErrors.TargetMissing => TargetMissing,
        TechnolineErrors.TargetInvalid => TargetInvalid,
        TechnolineErrors.ExtensionUnknown => ExtensionUnknown,
        TechnolineErrors.Unavailable => Unavailable,
        TechnolineErrors.Unauthorized => "המרכזייה סירבה לבקשה",
        TechnolineErrors.ExtensionOffline => "השלוחה אינה זמינה במרכזייה",
        _ => "השיחה לא בוצעה",
    };
}
