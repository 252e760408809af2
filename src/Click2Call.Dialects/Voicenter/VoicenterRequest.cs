using System.Globalization;
using Click2Call.Dialects.Http;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Voicenter;

/// <summary>Writes an order as parameters of the dialect, all but the code.</summary>
internal static class VoicenterRequest
{
    /// <summary>Behind the attempt's id in our custom parameter: the call has one leg, so that its first record is its end.</summary>
    public const string OneLeg = ".1";

    /// <summary>The parameters, or null and why the dialect can't say it.</summary>
    public static List<NameValue>? Write(DialOrder dial, out string? cannot)
    {
        var order = dial.Order;
        cannot = Cannot(order);
        if (cannot is not null)
            return null;
        var first = order.First;
        List<NameValue> fields = [new(VoicenterNames.Phone, Text(first.Destination)!)];
        if (first.Destination is LoginCodeDestination { Code: var login })
            fields.Add(new(VoicenterNames.LoginCode, login));
        if (order.Kind == CallKind.Bridge)
            Bridge(fields, first, order.Second!);
        else
            OneLegged(fields, order);
        Add(fields, VoicenterNames.PhoneMaxDialTime, Seconds(first.RingTime));
        Add(fields, VoicenterNames.MaxDuration, Seconds(order.MaxDuration));
        Add(fields, VoicenterNames.Record, order.Record ? "true" : "false");
        Add(fields, VoicenterNames.PhoneAutoAnswer, first.AutoAnswer);
        Add(fields, VoicenterNames.CheckPhone, first.RequireOnline);
        Add(fields, VoicenterNames.VoicemailId, first.VoicemailId);
        Add(fields, VoicenterNames.Language, order.Language);
        Add(fields, VoicenterNames.IgnoreDnd, (first.IgnoreDnd, order.Second?.IgnoreDnd == true) switch
        {
            (true, true) => "3",
            (false, true) => "2",
            (true, false) => "1",
            _ => null,
        });
        Variables(fields, dial);
        if (order.Front == VoicenterDialect.DialectName)
            fields.AddRange(order.Extra.HandedOn(VoicenterNames.IsKnown));
        return fields;
    }

    private static void Bridge(List<NameValue> fields, Leg first, Leg second)
    {
        Add(fields, VoicenterNames.Target, Text(second.Destination));
        Add(fields, VoicenterNames.Action, "call");
        Add(fields, VoicenterNames.PhoneCallerId, Number(first.Shows?.Number));
        Add(fields, VoicenterNames.PhoneCallerName, first.Shows?.Name);
        Add(fields, VoicenterNames.TargetCallerId, Number(second.Shows?.Number));
        Add(fields, VoicenterNames.TargetCallerName, second.Shows?.Name);
        Add(fields, VoicenterNames.TargetMaxDialTime, Seconds(second.RingTime));
        Add(fields, VoicenterNames.TargetAutoAnswer, second.AutoAnswer);
        Add(fields, VoicenterNames.CheckTarget, second.RequireOnline);
    }

    private static void OneLegged(List<NameValue> fields, CallOrder order)
    {
        Add(fields, VoicenterNames.Action, order.Kind == CallKind.Message ? "message" : "callference");
        Add(fields, VoicenterNames.TargetCallerId, Number(order.First.Shows?.Number));
        Add(fields, VoicenterNames.TargetCallerName, order.First.Shows?.Name);
        Add(fields, VoicenterNames.PreRec, order.Play?.Before);
        Add(fields, VoicenterNames.Dtmf, order.Play?.Digits);
        Add(fields, VoicenterNames.LoopRec, order.Play?.AfterDigit);
        Add(fields, VoicenterNames.PostRec, order.Play?.After);
        Add(fields, VoicenterNames.ConferenceCode, order.ConferenceCode);
    }

    // Ours goes into a slot that the order leaves free; without one, events are matched by the phone system's own id.
    private static void Variables(List<NameValue> fields, DialOrder dial)
    {
        var theirs = dial.Order.Variables.Where(variable => !variable.Name.Equals(VoicenterNames.Attempt, StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var (name, value) in theirs)
            fields.Add(new(VoicenterNames.Variable + name, value));
        if (theirs.Count < VoicenterNames.MostVariables)
            fields.Add(new(VoicenterNames.Variable + VoicenterNames.Attempt, dial.Attempt + (dial.Order.Kind == CallKind.Bridge ? "" : OneLeg)));
    }

    private static string? Cannot(CallOrder order) => order switch
    {
        { Kind: CallKind.Flash } => "This phone system has no flash calls.",
        { Kind: CallKind.Bridge, Second: null } => "A bridge needs a second phone.",
        { Kind: CallKind.Message, Play.Text: not null } => "This phone system plays recordings and digits, not text.",
        { First.Destination: var first } when Text(first) is null => "This phone system rings numbers, extensions, SIPTRUNK and login codes.",
        { Kind: CallKind.Bridge, Second.Destination: var second } when second is LoginCodeDestination || Text(second) is null =>
            "This phone system connects to numbers, extensions and SIPTRUNK.",
        _ when order.Variables.Count(variable => !variable.Name.Equals(VoicenterNames.Attempt, StringComparison.OrdinalIgnoreCase)) > VoicenterNames.MostVariables =>
            $"This phone system takes {VoicenterNames.MostVariables} variables.",
        _ => null,
    };

    private static string? Text(Destination destination) => destination switch
    {
        PhoneDestination { Number.E164: var number } => number[1..],
        ExtensionDestination { Number: var number } => number,
        SipTrunkDestination { Trunk: null } => VoicenterNames.SipTrunk,
        LoginCodeDestination => VoicenterNames.ByLoginCode,
        _ => null,
    };

    // Numbers go "in E164 format, but without the leading plus (+) sign".
    private static string? Number(string? text) => text is ['+', .. var digits] ? digits : text;

    private static string Seconds(TimeSpan time) =>
        Math.Max(1, Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static void Add(List<NameValue> fields, string name, bool on) => Add(fields, name, on ? "true" : null);

    private static void Add(List<NameValue> fields, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            fields.Add(new(name, value));
    }
}
