using System.Buffers;
using System.Globalization;
using Click2Call.Accounts;
using Click2Call.Dialects.Http;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Voicenter;

/// <summary>Reads the parameters of <c>call</c>, <c>message</c> and <c>callference</c> into an order.</summary>
internal sealed class VoicenterOrder
{
    /// <summary>The longest ring time and the longest call that are taken, in seconds; the document names no bounds.</summary>
    public const int LongestDial = 600, LongestCall = 24 * 60 * 60;

    private const int CallDial = 60, CallDuration = 7200, OneLegDial = 30, OneLegDuration = 30;

    private static readonly SearchValues<char> Keys = SearchValues.Create("0123456789*#");
    private static readonly SearchValues<char> NumberText = SearchValues.Create("0123456789+-() ");

    private readonly RequestFields fields;
    private readonly Account account;
    private string? problem;

    private VoicenterOrder(RequestFields fields, Account account)
    {
        this.fields = fields;
        this.account = account;
    }

    /// <summary>The order, or the sentence that says what is wrong first.</summary>
    public static (CallOrder? Order, string? Problem) Read(CallKind kind, RequestFields fields, Account account)
    {
        var reader = new VoicenterOrder(fields, account);
        var order = kind == CallKind.Bridge ? reader.Bridge() : reader.OneLeg(kind);
        return reader.problem is null ? (order, null) : (null, reader.problem);
    }

    private CallOrder? Bridge()
    {
        if (Destination(VoicenterNames.Phone, "Phone") is not { } phone || Destination(VoicenterNames.Target, "Target") is not { } target)
            return null;
        var ignoreDnd = IgnoreDnd();
        var first = new Leg(LegRole.Agent, phone)
        {
            AsSent = fields.Number(VoicenterNames.Phone),
            Shows = Shows(VoicenterNames.PhoneCallerName, VoicenterNames.PhoneCallerId),
            RingTime = Seconds(VoicenterNames.PhoneMaxDialTime, CallDial, LongestDial),
            AutoAnswer = Flag(VoicenterNames.PhoneAutoAnswer),
            RequireOnline = Flag(VoicenterNames.CheckPhone),
            VoicemailId = fields.Text(VoicenterNames.VoicemailId),
            IgnoreDnd = ignoreDnd is "1" or "3",
        };
        return Order(first, CallDuration) with
        {
            Second = new(LegRole.Target, target)
            {
                AsSent = fields.Number(VoicenterNames.Target),
                Shows = Shows(VoicenterNames.TargetCallerName, VoicenterNames.TargetCallerId),
                RingTime = Seconds(VoicenterNames.TargetMaxDialTime, CallDial, LongestDial),
                AutoAnswer = Flag(VoicenterNames.TargetAutoAnswer),
                RequireOnline = Flag(VoicenterNames.CheckTarget),
                IgnoreDnd = ignoreDnd is "2" or "3",
            },
        };
    }

    private CallOrder? OneLeg(CallKind kind)
    {
        if (Destination(VoicenterNames.Phone, "Phone") is not { } phone)
            return null;
        var digits = fields.Text(VoicenterNames.Dtmf);
        if (digits?.AsSpan().ContainsAnyExcept(Keys) == true)
            problem ??= "Dtmf is a numeric sequence";
        var first = new Leg(phone is PhoneDestination ? LegRole.Target : LegRole.Agent, phone)
        {
            AsSent = fields.Number(VoicenterNames.Phone),
            // There is one leg only, so what these two tables call the target's caller id is what this phone shows.
            Shows = Shows(VoicenterNames.TargetCallerName, VoicenterNames.TargetCallerId),
            RingTime = Seconds(VoicenterNames.PhoneMaxDialTime, OneLegDial, LongestDial),
            AutoAnswer = Flag(VoicenterNames.PhoneAutoAnswer),
            RequireOnline = Flag(VoicenterNames.CheckPhone),
            VoicemailId = fields.Text(VoicenterNames.VoicemailId),
            IgnoreDnd = IgnoreDnd() is "1" or "3",
        };
        var message = kind == CallKind.Message;
        return Order(first, OneLegDuration) with
        {
            Kind = kind,
            ConferenceCode = message ? null : fields.Text(VoicenterNames.ConferenceCode),
            Play = !message ? null : new()
            {
                Before = fields.Text(VoicenterNames.PreRec),
                Digits = digits,
                AfterDigit = fields.Text(VoicenterNames.LoopRec),
                After = fields.Text(VoicenterNames.PostRec),
            },
        };
    }

    private CallOrder Order(Leg first, int duration)
    {
        var variables = fields.All.Where(field => VoicenterNames.IsVariable(field.Name)).ToList();
        if (variables.Count > VoicenterNames.MostVariables)
            problem ??= $"There are more than {VoicenterNames.MostVariables} var_ parameters";
        return new()
        {
            Account = account.Id,
            Front = VoicenterDialect.DialectName,
            Intent = CallIntent.Direct,
            First = first,
            MaxDuration = Seconds(VoicenterNames.MaxDuration, duration, LongestCall),
            Record = Flag(VoicenterNames.Record),
            Language = fields.Text(VoicenterNames.Language),
            Variables = [.. variables.Select(field => field with { Name = field.Name[VoicenterNames.Variable.Length..] })],
            Extra = [.. fields.All.HandedOn(VoicenterNames.IsKnown)],
        };
    }

    /// <summary>An extension of the account, a number with country code and without plus, or one of the country with its zero.</summary>
    private Destination? Destination(string field, string label)
    {
        if (fields.Number(field) is not { } text)
        {
            problem ??= label + " is missing";
            return null;
        }

        if (!DialText.IsAdmitted(text))
        {
            problem ??= label + " is invalid";
            return null;
        }

        if (text.Equals(VoicenterNames.SipTrunk, StringComparison.OrdinalIgnoreCase))
            return new SipTrunkDestination();
        if (field == VoicenterNames.Phone && text.Equals(VoicenterNames.ByLoginCode, StringComparison.OrdinalIgnoreCase))
            return ByLoginCode();
        if (account.FindExtension(text) is null && PhoneOf(text) is { } number)
            return new PhoneDestination(number);

        // Whether the account has such an extension, the desk says.
        return new ExtensionDestination(text);
    }

    private LoginCodeDestination? ByLoginCode()
    {
        var code = fields.Text(VoicenterNames.LoginCode);
        if (DialText.IsAdmitted(code))
            return new LoginCodeDestination(code);
        problem ??= "Phonelogincode is " + (code is null ? "missing" : "invalid");
        return null;
    }

    // "If the phone is Israeli, format can be 0*****": an account elsewhere means its own country first.
    private PhoneNumber? PhoneOf(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(NumberText))
            return null;
        if (text[0] is not ('0' or '+'))
            return PhoneNumber.TryParsePlausible("+" + text, null, out var international, out _) ? international : null;
        if (account.DefaultRegion != "IL" && PhoneNumber.TryParse(text, account.DefaultRegion, out var national, out _))
            return national;
        return PhoneNumber.TryParsePlausible(text, "IL", out var israeli, out _) ? israeli : null;
    }

    private CallerId? Shows(string name, string number) =>
        fields.Text(name) is var shown && fields.Number(number) is var id && (shown ?? id) is not null ? new(shown, id) : null;

    private string? IgnoreDnd()
    {
        var text = fields.Text(VoicenterNames.IgnoreDnd);
        if (text is not (null or "0" or "1" or "2" or "3"))
            problem ??= VoicenterNames.IgnoreDnd + " is 1, 2 or 3";
        return text;
    }

    private bool Flag(string field)
    {
        switch (fields.Text(field)?.ToUpperInvariant())
        {
            case "TRUE" or "1" or "YES" or "ON":
                return true;
            case null or "FALSE" or "0" or "NO" or "OFF":
                return false;
            default:
                problem ??= field + " is true or false";
                return false;
        }
    }

    private TimeSpan Seconds(string field, int standard, int most)
    {
        if (!fields.Has(field, out var text))
            return TimeSpan.FromSeconds(standard);
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds < 1 || seconds > most)
            problem ??= $"{field} is a number of seconds from 1 to {most}";
        return TimeSpan.FromSeconds(seconds);
    }
}
