using System.Globalization;
using Click2Call.Accounts;
using Click2Call.Flows;
using Click2Call.Numbers;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>Says the steps of a flow in modules.</summary>
/// <param name="account">Whose flow it is.</param>
/// <param name="variables">What is filled into its texts.</param>
/// <param name="ours">Files of the account's library by their names.</param>
internal sealed class FlowModules(Account account, IReadOnlyDictionary<string, string> variables, IReadOnlyDictionary<string, AudioItem> ours)
{
    private const int LongestExtension = 6;

    private static readonly string[] Voices = ["he-IL-Standard-D"];

    /// <summary>The module of a step; null when nothing of it is left to be heard, or what was filled in can't be dialled or charged.</summary>
    /// <param name="step">The step.</param>
    /// <param name="name">The name under which its answer is to come back.</param>
    /// <exception cref="ArgumentException">The phone system would not understand it.</exception>
    public Module? Of(FlowStep step, string name) => step.Kind switch
    {
        FlowStepKind.Say => Sounds(step) is { Count: > 0 } sounds ? new SimpleMessage(sounds) : null,
        FlowStepKind.Listen => Sounds(step) is { Count: > 0 } sounds ? new AudioPlayer(name, sounds) : null,
        FlowStepKind.Menu => new SimpleMenu(name, string.Join(',', step.Keys.Select(key => key.Name)))
        {
            Times = step.Times,
            Timeout = Seconds(step.Timeout),
            SetMusic = step.Music ? true : null,
            Files = Sounds(step),
        },
        FlowStepKind.Digits => new GetDtmf(name, step.Max, step.Min)
        {
            Timeout = Seconds(step.Timeout),
            SkipKey = step.SkipKey,
            SkipValue = step.SkipValue,
            ConfirmType = step.Confirm,
            SetMusic = step.Music ? true : null,
            Files = Sounds(step),
        },
        FlowStepKind.Record => new Recording(name, step.Max, step.Min) { Confirm = step.Confirm, FileName = step.FileName, Files = Sounds(step) },
        FlowStepKind.Speech => new SpeechToText(name, step.Max, step.Min) { Lang = step.Language, FileName = step.FileName, Files = Sounds(step) },
        FlowStepKind.Dial => Dial(step, name),
        FlowStepKind.DialIp => DialIp(step, name),
        FlowStepKind.Jump => new GoTo(step.Number!),
        FlowStepKind.Broadcasts => new PlayAllCampaigns(),
        FlowStepKind.Charge => Charge(step, name),
        _ => new HangUp(),
    };

    private SimpleRouting? Dial(FlowStep step, string name)
    {
        if (Israeli(Fill(step.Number)) is not { } number)
            return null;
        return new SimpleRouting(name, number)
        {
            DisplayNumber = step.Shows is null ? null : Israeli(Fill(step.Shows)),
            RoutingMusic = step.Music ? true : null,
            RingSec = Seconds(step.RingTime),
            Limit = Seconds(step.Limit),
        };
    }

    private IpRouting? DialIp(FlowStep step, string name)
    {
        if (Inside(step.Number ?? "") is not { } number)
            return null;
        return new IpRouting(name, number, step.Address!)
        {
            DisplayNumber = step.Shows is null ? null : Shown(Fill(step.Shows)),
            RoutingMusic = step.Music ? true : null,
            RingSec = Seconds(step.RingTime),
            Limit = Seconds(step.Limit),
        };
    }

    // The system behind the address dials what it is given. Where a caller may have had a hand in it, that is an extension, or
    // a number that may be dialled: else whoever calls in calls abroad at the account's cost.
    private string? Inside(string text)
    {
        var number = Fill(text).Trim();
        if (!FlowText.VariablesIn(text).Any())
            return IpRouting.IsExtension(number) ? number : null;
        return number is { Length: > 0 and <= LongestExtension } && number.All(char.IsAsciiDigit) ? number : Israeli(number);
    }

    private string? Shown(string text) => Israeli(text) ?? (text is { Length: > 0 and <= IpRouting.MostShown } && text.All(char.IsAsciiDigit) ? text : null);

    /// <summary>The number in a text that a caller may have had a hand in, if it may be dialled: what costs the account by the minute or abroad may not.</summary>
    public static PhoneDestination? MayBeDialled(Account account, string text) =>
        DestinationReader.TryReadPhone(text, "IL", out var phone, out _)
        && phone.Number is { Region: "IL" } number
        && !number.Type.IsNeverForThePublic()
        && !account.BlockList.Contains(number.E164)
            ? phone
            : null;

    /// <summary>The phone that a step dials; null when it dials none.</summary>
    public PhoneDestination? DialledBy(FlowStep step) => step.Kind is FlowStepKind.Dial or FlowStepKind.DialIp ? MayBeDialled(account, Fill(step.Number)) : null;

    private string? Israeli(string text) => MayBeDialled(account, text)?.Number.ToLocal() is { } local && ModuleRules.IsIsraeliNumber(local) ? local : null;

    private CreditCard? Charge(FlowStep step, string name)
    {
        var sum = 0m;
        if (step.Sum is not null && !(decimal.TryParse(Fill(step.Sum), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out sum) && sum is > 0 and <= 1_000_000 && decimal.Round(sum, 2) == sum))
            return null;
        return new CreditCard(name, sum)
        {
            Payments = step.Payments,
            PaymentsMode = step.PaymentsMode,
            Terminal = step.Terminal,
            Category = step.Category is null ? null : Cut(Fill(step.Category), 100),
        };
    }

    // A sound whose variable is empty is passed over; there must be something left to be heard.
    private List<AudioItem> Sounds(FlowStep step) => [.. step.Play.Select(Sound).OfType<AudioItem>()];

    private AudioItem? Sound(FlowSound sound)
    {
        if (sound.FileId is { } id)
            return AudioItem.FileOf(id, sound.Extension);
        if (sound.File is { } file)
        {
            return Fill(file) is not { Length: > 0 } name ? null
                : sound.Extension is null && ours.TryGetValue(name, out var own) ? own
                : AudioItem.File(Cut(name, 200), sound.Extension);
        }

        if (sound.Text is { } text)
            return Fill(text).Trim() is { Length: > 0 } words ? AudioItem.Say(words, Voices.Contains(sound.Voice) ? null : sound.Voice) : null;
        var digits = new string([.. Fill(sound.Number ?? sound.Digits ?? "").Where(char.IsAsciiDigit)]);
        return digits.Length == 0 ? null
            : sound.Number is not null && digits.Length <= 15 ? AudioItem.AsNumber(digits)
            : AudioItem.AsDigits(Cut(digits, 50));
    }

    private string Fill(string? text) => FlowText.Fill(text ?? "", variables);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];

    private static int? Seconds(TimeSpan span) => span > TimeSpan.Zero ? (int)span.TotalSeconds : null;
}
