using System.Buffers;
using System.Globalization;
using System.Text;
using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Asterisk;

/// <summary>Writes an order as the variables that infra/asterisk/click2call.conf reads. Those with an underscore reach the phones' channels too.</summary>
internal sealed class AsteriskVariables
{
    private const string WaitForKey = "5";

    private static readonly SearchValues<char> Keys = SearchValues.Create("0123456789*#");

    private readonly DialOrder dial;
    private readonly AsteriskOptions options;
    private readonly Func<string, string> phoneOf;
    private readonly string? audio;
    private readonly List<NameValue> variables = [];
    private string? cannot;

    private AsteriskVariables(DialOrder dial, AsteriskOptions options, Func<string, string> phoneOf, string? audio)
    {
        this.dial = dial;
        this.options = options;
        this.phoneOf = phoneOf;
        this.audio = audio;
    }

    /// <summary>The variables, or null and why this line cannot do it.</summary>
    /// <param name="dial">The order.</param>
    /// <param name="options">The line's options.</param>
    /// <param name="phoneOf">What Asterisk calls an extension's phone.</param>
    /// <param name="cannot">One sentence.</param>
    /// <param name="audio">The path below our address where the message's upload is.</param>
    public static IReadOnlyList<NameValue>? Write(DialOrder dial, AsteriskOptions options, Func<string, string> phoneOf, out string? cannot, string? audio = null)
    {
        var writer = new AsteriskVariables(dial, options, phoneOf, audio);
        writer.Write();
        cannot = writer.cannot;
        return cannot is null ? writer.variables : null;
    }

    /// <summary>The day under which an attempt's records are kept: its call's.</summary>
    public static string DayOf(AttemptId attempt) => attempt.Call.CreatedAt.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Whether a custom variable can be handed on.</summary>
    public static bool Carries(NameValue variable) => AsteriskText.IsVariable(variable.Name) && variable.Value.Length <= 1000;

    /// <summary>The name of an attempt's recording.</summary>
    public static string RecordingOf(AttemptId attempt) => $"click2call-{attempt}";

    private void Write()
    {
        var order = dial.Order;
        Add("_C2C_ID", dial.Attempt.ToString());
        Add("_C2C_DAY", DayOf(dial.Attempt));
        Add("_C2C_KIND", order.Kind switch { CallKind.Message => "message", CallKind.Conference => "conference", CallKind.Flash => "flash", _ => "bridge" });
        Add("C2C_ROLES", string.Concat(new[] { order.First, order.Second }.Select(leg => leg?.Role switch { LegRole.Agent => "a", LegRole.Target => "t", _ => "" })));
        Add("C2C_EVENTS", options.Events);
        Add("C2C_MAX", Seconds(order.MaxDuration));
        Leg("1", order.First);
        if (order.Kind == CallKind.Bridge)
            Second(order.Second);
        if (order.Kind == CallKind.Message)
            Play(order.Play);
        if (order is { Kind: CallKind.Message, Play.Keys.Count: > 0 })
            ForKeys(order.First);
        if (order.Kind == CallKind.Conference)
            Room(order);
        if (order.Record)
            Add("C2C_RECORD", "1");
        if (order.Language is { } language && AsteriskText.IsLanguage(language))
            Add("C2C_LANG", language.Replace('-', '_'));
        if (order.MusicOnHold is { Length: > 0 } music)
            Word("C2C_MOH", music, "The class of music on hold");
        Accept(order);
        Headers(order);
        Custom(order);
    }

    private void Second(Leg? leg)
    {
        if (leg is null)
            cannot ??= "A bridge needs a second phone.";
        else
            Leg("2", leg);
    }

    private void Leg(string which, Leg leg)
    {
        if (Channel(leg.Destination) is { } channel)
            Add("C2C_DIAL" + which, channel);
        var also = 1;
        foreach (var other in leg.Also ?? [])
        {
            if (Channel(other) is { } more)
                Add(string.Create(CultureInfo.InvariantCulture, $"C2C_ALSO{which}_{also++}"), more);
        }

        Add("C2C_RING" + which, Seconds(leg.RingTime));
        var (name, number) = Shows(leg);
        Add("C2C_NAME" + which, name);
        Add("C2C_NUM" + which, number);
        if (leg.AutoAnswer)
            Add("_C2C_AUTO" + which, "1");
    }

    // The customer's phone shows what the order or the line says, never who the agent is or the customer's own number;
    // an agent's phone that nobody spoke of shows whom the call is about.
    private (string Name, string Number) Shows(Leg leg)
    {
        var outside = leg.Destination is not ExtensionDestination;
        var other = ReferenceEquals(leg, dial.Order.First) ? dial.Order.Second : dial.Order.First;
        var name = AsteriskText.Name(leg.Shows?.Name ?? (leg.Role == LegRole.Agent && !outside ? dial.Order.Lead?.Name : null));
        var number = AsteriskText.Number(leg.Shows?.Number);
        if (number.Length == 0)
            number = outside || leg.Role == LegRole.Target ? Trunk() : AsteriskText.Number(other?.Destination.Dialable);
        return (name, number.Length == 0 && !outside ? Trunk() : number);
    }

    private string Trunk() => AsteriskText.Number(dial.Order.Hotline) is { Length: > 0 } hotline ? hotline : options.CallerId;

    private string? Channel(Destination destination)
    {
        switch (destination)
        {
            case PhoneDestination when options.Phones is null:
                cannot ??= "This line dials extensions only; set its option 'phones'.";
                return null;
            case PhoneDestination { Number: var number }:
                return AsteriskOptions.Fill(options.Phones, Digits(number));
            case ExtensionDestination { Number: var number } when phoneOf(number) is var phone && AsteriskText.IsDialable(phone):
                return AsteriskOptions.Fill(options.Extensions, phone);
            case SipDestination { Uri: var uri } when options.Sip is { } endpoint && AsteriskText.IsSipAddress(uri):
                return $"PJSIP/{endpoint}/{uri}";
            default:
                cannot ??= destination switch
                {
                    ExtensionDestination => "The extension's name holds signs that Asterisk reads as more than a name.",
                    SipDestination when options.Sip is null => "This line dials no SIP addresses; set its option 'sip'.",
                    SipDestination => "The SIP address is more than user, host and port.",
                    _ => "Asterisk rings extensions, phone numbers and SIP addresses.",
                };
                return null;
        }
    }

    private string Digits(PhoneNumber number) => options.Numbers switch
    {
        "digits" => number.E164[1..],
        "local" when number.Region == options.Region => number.ToLocal(),
        "local" => "00" + number.E164[1..],
        _ => number.E164,
    };

    // Of keys: a name cannot hold a star, and a hash ends what Asterisk reads.
    /// <summary>What of a message no line of Asterisk can play, in one sentence; null: nothing.</summary>
    public static string? CannotPlay(PlayList play) =>
        play.Text is not null ? "Asterisk plays recordings and digits, not text."
        : new[] { play.Before, play.AfterDigit, play.After }.Any(name => name is { Length: > 0 } && !AsteriskText.IsWord(name)) ? "The name of a recording is letters, digits, dashes and underscores."
        : play.Digits is { } digits && (digits.Length > 100 || digits.AsSpan().ContainsAnyExcept(Keys)) ? "What is spoken are digits."
        : play.Keys.Any(action => action.Key is not [(>= '0' and <= '9') or '*']) ? "Asterisk hears the keys 0 to 9 and *."
        : null;

    private void Play(PlayList? play)
    {
        if (play is null)
            return;
        cannot ??= CannotPlay(play);
        foreach (var (name, value) in ((string, string?)[])[("C2C_PLAY_BEFORE", play.Before), ("C2C_PLAY_EACH", play.AfterDigit), ("C2C_PLAY_AFTER", play.After)])
        {
            if (value is { Length: > 0 })
                Add(name, options.Prompts + value);
        }

        if (audio is not null)
            Add("C2C_AUDIO", audio);
        foreach (var key in play.Keys)
            KeyOf(key);
        if (play.Digits is { Length: > 0 } digits)
            Add("C2C_PLAY_DIGITS", digits);
    }

    // Whoever is connected by a key sees who is asking for them; how long they ring is as long as the first phone did.
    private void ForKeys(Leg leg)
    {
        Add("C2C_RING2", Seconds(leg.RingTime));
        if (AsteriskText.Number(leg.Destination.Dialable) is { Length: > 0 } number)
            Add("C2C_NUM2", number);
    }

    private void KeyOf(KeyAction action)
    {
        var name = "C2C_KEY_" + (action.Key == "*" ? "STAR" : action.Key);
        switch (action.Deed)
        {
            case KeyDeed.Connect when Channel(action.Connect!) is { } channel:
                Add(name, channel);
                break;
            case KeyDeed.Repeat:
                Add(name, "repeat");
                break;
            case KeyDeed.Remove or KeyDeed.HangUp:
                Add(name, "end");
                break;
        }

        if (variables.TrueForAll(one => one.Name != "C2C_KEYS"))
            Add("C2C_KEYS", "1");
    }

    private void Accept(CallOrder order)
    {
        var asked = options.Accept == "always" || (options.Accept == "leads" && order.Intent == CallIntent.Lead);
        if (!asked || order.Kind != CallKind.Bridge || order.First.Role != LegRole.Agent)
            return;
        Add("_C2C_ACCEPT", WaitForKey);
        if (order.Second?.Destination is PhoneDestination { Number: var number })
            Add("_C2C_SAY", number.ToLocal());
    }

    private void Headers(CallOrder order)
    {
        var next = 1;
        foreach (var (name, value) in order.SipHeaders)
        {
            if (!AsteriskText.IsHeader(name) || value.Length > 200)
                cannot ??= "Asterisk lines set SIP headers whose names begin with X-, of at most 200 characters.";
            else
                Add(string.Create(CultureInfo.InvariantCulture, $"_C2C_HEADER{next++}"), $"{name}:{Uri.EscapeDataString(OneLine(value))}");
        }
    }

    // Percent-encoded, so that nothing is lost and nothing of it is taken for dialplan.
    private void Custom(CallOrder order)
    {
        foreach (var (name, value) in order.Variables)
        {
            if (!Carries(new(name, value)))
                cannot ??= "A variable's name is letters, digits and underscores, and its value at most 1000 characters.";
            else
                Add("__C2C_VAR_" + name, Uri.EscapeDataString(value));
        }
    }

    // The same code of two accounts on one Asterisk is two rooms: no account's id has an underscore.
    private void Room(CallOrder order)
    {
        if (order.ConferenceCode is { } code && !AsteriskText.IsWord(code))
            cannot ??= "The conference's code is letters, digits, dashes and underscores.";
        else
            Add("C2C_ROOM", order.ConferenceCode is { } room ? $"{order.Account}_{room}" : dial.Attempt.Call.ToHex());
    }

    private void Word(string name, string value, string what)
    {
        if (AsteriskText.IsWord(value))
            Add(name, value);
        else
            cannot ??= what + " is letters, digits, dashes and underscores.";
    }

    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
            line.Append(char.IsControl(c) ? ' ' : c);
        return line.ToString();
    }

    private void Add(string name, string value) => variables.Add(new(name, value));

    private static string Seconds(TimeSpan time) => Math.Max(1, Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
