using System.Collections.Frozen;

namespace Click2Call.Dialects.Voicenter;

/// <summary>The names of the dialect's parameters (Voicenter Click 2 Call API, Call parameters and following).</summary>
internal static class VoicenterNames
{
    public const string Phone = "phone";
    public const string Target = "target";
    public const string Code = "code";
    public const string Action = "action";
    public const string Format = "format";
    public const string Record = "record";
    public const string PhoneCallerId = "phonecallerid";
    public const string PhoneCallerName = "phonecallername";
    public const string TargetCallerId = "targetcallerid";
    public const string TargetCallerName = "targetcallername";
    public const string PhoneMaxDialTime = "phonemaxdialtime";
    public const string TargetMaxDialTime = "targetmaxdialtime";
    public const string MaxDuration = "maxduration";
    public const string PhoneAutoAnswer = "phoneautoanswer";
    public const string TargetAutoAnswer = "targetautoanswer";
    public const string CheckPhone = "checkphonedevicestate";
    public const string CheckTarget = "checktargetdevicestate";
    public const string Language = "language";
    public const string VoicemailId = "vm_id";
    public const string IgnoreDnd = "ignoredncstatus";
    public const string LoginCode = "phonelogincode";
    public const string PreRec = "pre_rec";
    public const string Dtmf = "dtmf";
    public const string LoopRec = "loop_rec";
    public const string PostRec = "post_rec";
    public const string ConferenceCode = "bbbcode";

    /// <summary>What custom parameters begin with.</summary>
    public const string Variable = "var_";

    /// <summary>How many custom parameters there may be.</summary>
    public const int MostVariables = 10;

    /// <summary>The value of <see cref="Phone"/> that means an extension behind a SIP trunk.</summary>
    public const string SipTrunk = "SIPTRUNK";

    /// <summary>The value of <see cref="Phone"/> that means the phone at which <see cref="LoginCode"/> is signed in.</summary>
    public const string ByLoginCode = "logincode";

    /// <summary>The custom parameter in which we send our attempt's id, to find the call again when it is echoed in records.</summary>
    public const string Attempt = "c2c_attempt";

    private static readonly FrozenSet<string> All = new[]
    {
        Phone, Target, Code, Action, Format, Record, PhoneCallerId, PhoneCallerName, TargetCallerId, TargetCallerName, PhoneMaxDialTime,
        TargetMaxDialTime, MaxDuration, PhoneAutoAnswer, TargetAutoAnswer, CheckPhone, CheckTarget, Language, VoicemailId, IgnoreDnd,
        LoginCode, PreRec, Dtmf, LoopRec, PostRec, ConferenceCode,
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool IsVariable(string name) => name.StartsWith(Variable, StringComparison.OrdinalIgnoreCase);

    public static bool IsKnown(string name) => All.Contains(name) || IsVariable(name);
}
