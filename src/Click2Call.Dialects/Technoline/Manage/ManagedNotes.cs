namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>The Hebrew texts of extension management; the vendor's documents say that notes are in Hebrew and print none of these.</summary>
internal static class ManagedNotes
{
    public const string NotRemovable = "לא ניתן למחוק";
    public const string InUse = "בשימוש אצל: ";
    public const string OrderInvalid = "order: רשימת מזהים של שלוחות קיימות, כל אחד פעם אחת";
    public const string Taken = "כבר קיים בחשבון";
    public const string OwnHours = "לדלת זו שעות משלה";
    public const string NoRules = "אין הרשאות מסוג זה";
    public const string RuleShape = "S1[securityType]=…, S1[…]=… / \"S1\": {\"securityType\": …}";
    public const string TypeUnknown = "type: ";
    public const string BelowUnknown = "belowExtension: 0";
    public const string Changed = "החשבון השתנה בינתיים, יש לנסות שוב";
    public const string TooLarge = "גדול מדי לשמירה, ולא נשמר דבר; יש לקצר: ";
    public const string NoAddress = "לסוג זה אין כתובת";

    public const string FileMissing = "file: לא נשלח קובץ";
    public const string FileSeveral = "file: קובץ אחד בכל בקשה";
    public const string FileEmpty = "file: הקובץ ריק";
    public const string FileTooLarge = "file: עד 10 מגה-בייט";
    public const string FileKind = "file: קובץ שמע בלבד (MP3, WAV, OGG, M4A, FLAC, AMR, AU)";
    public const string FileName = "name: 1 עד 100 תווים, ללא / \\ # ? ותווי בקרה, ולא בתחילית campaign-";
    public const string FileNewName = "newName: 1 עד 100 תווים, ללא / \\ # ? ותווי בקרה, ולא בתחילית campaign-";
    public const string FileTaken = "כבר קיים קובץ בשם זה: ";
    public const string FileUnknown = "הקובץ לא נמצא";

    public const string MessageCode = "code: ";
    public const string MessageNone = "לסוג זה אין הודעות מערכת";
    public const string MessageShape = "messages: רשימה של עד 5 פריטים, כל אחד {\"text\": …} או {\"fileName\": …}";
    public const string MessageText = "[text]: 1 עד 1000 תווים";
    public const string MessageFile = "[fileName]: אין קובץ כזה בספרייה: ";
}
