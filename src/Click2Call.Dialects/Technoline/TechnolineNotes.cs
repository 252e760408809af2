namespace Click2Call.Dialects.Technoline;

/// <summary>The Hebrew texts of errors. The one of code 4 is the reference's; the others are ours, for the causes that it lists.</summary>
internal static class TechnolineNotes
{
    public const string ExtensionMissing = "חסר פרמטר extension";
    public const string TargetMissing = "חסר פרמטר target";
    public const string TargetInvalid = "היעד אינו מספר ישראלי תקין, שלוחה או מספר 099088";
    public const string ExtensionUnknown = "שלוחה לא נמצאה או לא שייכת לחשבון";
    public const string Unavailable = "המרכזייה אינה זמינה, יש לנסות שוב";
    public const string KeyUnknown = "מפתח ה-API חסר או שגוי";
    public const string ActionUnknown = "הפעולה חסרה או אינה מוכרת: action=click2call";
    public const string RingSecInvalid = "ringSec חייב להיות מספר שניות בין 5 ל-120";
    public const string SameUnderWay = "אותה שיחה כבר נמצאת בחיוג, יש לנסות שוב";
    public const string MethodUnknown = "יש לשלוח GET או POST";

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
