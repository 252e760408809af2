using System.Text.RegularExpressions;
using Click2Call.Flows;
using Click2Call.Orders;

namespace Click2Call.Accounts.Import;

/// <summary>Reads a step of a flow. Each kind has its own members; a member that the kind does not have is a mistake.</summary>
internal static partial class FlowStepSection
{
    public const string ExtensionWanted = "an extension of the phone system is its id (digits), \".\" for this one or \"..\" for the one before.";

    private const string StepWanted = "a step's name is 1 to 40 lower-case letters, digits and dashes.";
    private const string FilledWanted = "this has 1 to 1000 characters; {name} stands for a variable.";

    private static readonly Dictionary<string, FlowStepKind> Kinds = new(StringComparer.Ordinal)
    {
        ["say"] = FlowStepKind.Say,
        ["listen"] = FlowStepKind.Listen,
        ["menu"] = FlowStepKind.Menu,
        ["digits"] = FlowStepKind.Digits,
        ["record"] = FlowStepKind.Record,
        ["speech"] = FlowStepKind.Speech,
        ["dial"] = FlowStepKind.Dial,
        ["dialIp"] = FlowStepKind.DialIp,
        ["jump"] = FlowStepKind.Jump,
        ["hangUp"] = FlowStepKind.HangUp,
        ["broadcasts"] = FlowStepKind.Broadcasts,
        ["charge"] = FlowStepKind.Charge,
        ["branch"] = FlowStepKind.Branch,
        ["lead"] = FlowStepKind.Lead,
        ["offer"] = FlowStepKind.Offer,
        ["accept"] = FlowStepKind.Accept,
        ["set"] = FlowStepKind.Set,
    };

    public static FlowStep Read(JsonObject json, Account? account)
    {
        var word = json.RequiredText("do", Kinds.ContainsKey, $"a step does one of {string.Join(", ", Kinds.Keys)}.");
        var step = new FlowStep
        {
            Id = json.RequiredText("id", IsStep, StepWanted),
            Kind = Kinds.GetValueOrDefault(word, FlowStepKind.HangUp),
        };
        if (!Kinds.ContainsKey(word))
        {
            json.TakeAll();
            return step;
        }

        step = step.Kind switch
        {
            FlowStepKind.Say => Then(json, step with { Play = Sounds(json, needed: true) }),
            FlowStepKind.Listen => Answer(json, step with { Play = Sounds(json, needed: true) }),
            FlowStepKind.Menu => Menu(json, step),
            FlowStepKind.Digits => Digits(json, step),
            FlowStepKind.Record => Recording(json, step, 3600),
            FlowStepKind.Speech => Recording(json, step, 10),
            FlowStepKind.Dial or FlowStepKind.DialIp => Dial(json, step),
            FlowStepKind.Jump => step with { Number = json.RequiredText("to", IsExtension, ExtensionWanted) },
            FlowStepKind.Broadcasts => Then(json, step),
            FlowStepKind.Charge => Charge(json, step),
            FlowStepKind.Branch => Branch(json, step),
            FlowStepKind.Lead => Lead(json, step, account),
            FlowStepKind.Offer or FlowStepKind.Accept => Otherwise(json, Then(json, step)),
            FlowStepKind.Set => Then(json, step with
            {
                Into = json.RequiredText("into", IsOwnVariable, VariableWanted),
                Text = json.RequiredText("text", IsFilled, FilledWanted),
            }),
            _ => step,
        };
        return step;
    }

    public static bool IsExtension(string text) => text is "." or ".." || (text.Length <= 20 && text.All(char.IsAsciiDigit));

    private const string VariableWanted = "a variable is a letter and up to 31 letters and digits, and none of those that every flow has.";

    private static bool IsOwnVariable(string text) => FlowText.IsVariable(text) && !FlowText.Given.Contains(text);

    private static FlowStep Then(JsonObject json, FlowStep step) => step with { Next = Required(json, "next") };

    private static FlowStep Otherwise(JsonObject json, FlowStep step) => step with { Otherwise = Required(json, "otherwise") };

    // What an answer may lead to; whatever is not among the cases goes on with "next".
    private static FlowStep Answer(JsonObject json, FlowStep step) => Then(json, step with
    {
        Into = json.Text("into", IsOwnVariable, VariableWanted),
        Cases = Cases(json),
    });

    private static FlowStep Menu(JsonObject json, FlowStep step)
    {
        var keys = json.Map("keys", (key, target) =>
            key.Length != 1 || !(char.IsAsciiDigit(key[0]) || key[0] is '*' or '#') ? "a key is one of 0 to 9, * and #."
            : !IsStep(target) ? StepWanted : null);
        if (keys.Count == 0)
            json.Wrong("keys", "a menu needs keys and the steps that they lead to, such as { \"1\": \"sales\" }.");
        return Otherwise(json, step with
        {
            Play = Sounds(json, needed: true),
            Keys = [.. keys.Select(pair => new NameValue(pair.Key, pair.Value))],
            Into = json.Text("into", IsOwnVariable, VariableWanted),
            Times = json.Number("times", 3, 1, 10),
            Timeout = json.Duration("timeout", TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)),
            Music = json.Flag("music", otherwise: false),
        });
    }

    private static FlowStep Digits(JsonObject json, FlowStep step)
    {
        var read = Answer(json, step with
        {
            Play = Sounds(json, needed: false),
            Min = json.Number("min", 1, 1, 32),
            Max = json.Number("max", 10, 1, 32),
            Timeout = json.Duration("timeout", TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)),
            Confirm = json.Text("confirm", text => text is "number" or "digits" or "no", "digits are confirmed as a \"number\", as \"digits\", or not: \"no\"."),
            SkipKey = json.Text("endKey", text => text.Length == 1 && (char.IsAsciiDigit(text[0]) || text is "*" or "#"), "a key is one of 0 to 9, * and #."),
            SkipValue = json.Text("endValue", IsWord, "this is 1 to 32 letters, digits and underscores."),
            Music = json.Flag("music", otherwise: false),
        });
        MinWithinMax(json, read);
        return read;
    }

    private static FlowStep Recording(JsonObject json, FlowStep step, int most)
    {
        var read = Answer(json, step with
        {
            Play = Sounds(json, needed: false),
            Min = json.Number("min", 1, 1, most),
            Max = json.Number("max", Math.Min(60, most), 1, most),
            Confirm = step.Kind == FlowStepKind.Speech ? null
                : json.Text("confirm", text => text is "confirmOnly" or "ful" or "no", "a recording is confirmed as \"confirmOnly\", \"ful\", or not: \"no\"."),
            FileName = json.Text("fileName", IsFileName, "a file's name has 1 to 100 letters, digits, dashes, underscores and {{PBX…}} parameters."),
            Language = step.Kind == FlowStepKind.Speech ? json.Text("language", IsLanguage, "a language is 2 to 16 letters, digits and dashes, such as \"he-IL\".") : null,
        });
        MinWithinMax(json, read);
        return read;
    }

    private static FlowStep Dial(JsonObject json, FlowStep step) => Answer(json, step with
    {
        Number = json.RequiredText("number", IsFilled, FilledWanted),
        Address = step.Kind == FlowStepKind.DialIp
            ? json.RequiredText("address", text => Uri.CheckHostName(text) is UriHostNameType.IPv4 or UriHostNameType.Dns, "this is the host's name or its IPv4 address.")
            : null,
        Shows = json.Text("shows", IsFilled, FilledWanted),
        RingTime = json.Duration("ringTime", TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2)),
        Limit = json.Duration("limit", TimeSpan.Zero, TimeSpan.FromSeconds(10), TimeSpan.FromHours(4)),
        Music = json.Flag("music", otherwise: false),
    });

    private static FlowStep Charge(JsonObject json, FlowStep step) => Answer(json, step with
    {
        Sum = json.Text("sum", IsFilled, "the sum is a text, such as \"250\" or \"{amount}\"; absent: the caller is asked."),
        Payments = json.Number("payments", 1, 1, 36),
        PaymentsMode = json.Text("paymentsMode", text => text is "regular" or "keva" or "ask", "instalments are billed as \"regular\" or \"keva\", or the caller chooses: \"ask\"."),
        Terminal = json.Text("terminal", IsWord, "this is 1 to 32 letters, digits and underscores."),
        Category = json.Text("category", IsFilled, FilledWanted),
    });

    private static FlowStep Branch(JsonObject json, FlowStep step)
    {
        var read = Otherwise(json, step with
        {
            On = json.RequiredText("on", text => FlowText.IsVariable(text) || IsStep(text), "a branch is on time, on caller, or on another variable."),
            Cases = Cases(json),
        });
        if (read.Cases.Count == 0)
            json.Wrong("cases", "a branch needs cases.");
        return read;
    }

    private static FlowStep Lead(JsonObject json, FlowStep step, Account? account) => Otherwise(json, Then(json, step with
    {
        ClickToCall = json.RequiredText(
            "clickToCall",
            id => PartId.IsValid(id) && (account is null || account.FindClickToCall(id) is not null),
            "a lead is called through one of the account's click-to-calls; describe it under 'clickToCalls'."),
        Number = json.Text("number", IsFilled, FilledWanted) ?? "{" + FlowText.Caller + "}",
        Name = json.Text("name", IsFilled, FilledWanted),
        Text = json.Text("text", IsFilled, FilledWanted),
    }));

    private static string? Required(JsonObject json, string member)
    {
        var step = json.RequiredText(member, IsStep, "this is the name of the step to go to.");
        return step.Length == 0 ? null : step;
    }

    private static List<FlowCase> Cases(JsonObject json) => json.Objects("cases", "case", FlowCaseSection.Read);

    private static List<FlowSound> Sounds(JsonObject json, bool needed)
    {
        var sounds = json.Objects("play", "sound", FlowSoundSection.Read);
        if (needed && sounds.Count == 0 && json.Find("play") is null)
            json.Wrong("play", "there is nothing to be heard; say something, such as [{ \"text\": \"Hello\" }].");
        return sounds;
    }

    private static void MinWithinMax(JsonObject json, FlowStep step)
    {
        if (step.Min > step.Max)
            json.Wrong("min", "the least is more than the most.");
    }

    internal static bool IsStep(string text) => Step().IsMatch(text);

    private static bool IsFilled(string text) => text.Length is > 0 and <= 1000 && !text.Any(char.IsControl);

    private static bool IsWord(string text) => Word().IsMatch(text);

    private static bool IsLanguage(string text) => Language().IsMatch(text);

    private static bool IsFileName(string text) => FileName().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Step();

    [GeneratedRegex(@"\A[A-Za-z0-9_]{1,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9-]{1,15}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Language();

    [GeneratedRegex(@"\A(?:[A-Za-z0-9_-]|\{\{PBX(?:phone|num|did|callId|extensionId)\}\}){1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}
