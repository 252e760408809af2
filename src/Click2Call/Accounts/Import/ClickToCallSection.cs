using System.Text.Json;
using System.Text.RegularExpressions;
using Click2Call.Accounts.Hours;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Accounts.Import;

/// <summary>Reads the click-to-calls of an account whose lines and extensions are known.</summary>
/// <param name="account">The account.</param>
/// <param name="capabilities">What each of its lines will be able to do.</param>
/// <param name="sources">The CRMs and form tools that may post leads.</param>
internal sealed partial class ClickToCallSection(
    Account account, IReadOnlyDictionary<string, LineCapabilities> capabilities, IReadOnlyList<IWebhookSource> sources)
{
    private const LineCapabilities Tells = LineCapabilities.LookUp | LineCapabilities.ReportsProgress;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly ClickToCall New = new() { Id = "", Name = "", Extension = "" };
    private static readonly string[] FormFields = ["name", "phone", "email", "message", "page", "when", "timeZone"];

    public ClickToCall Read(JsonObject json)
    {
        var open = !json.Flag("authRequired", New.AuthRequired);
        var click = new ClickToCall
        {
            Id = json.RequiredText("id", PartId.IsValid, "a click-to-call's id is 1 to 64 lower-case letters, digits and dashes, such as \"website\"."),
            Name = json.RequiredText("name", AccountSection.IsName, "a name has 1 to 100 characters; agents see it on their phone."),
            Extension = json.RequiredText("extension", text => CanBeRung(text, open), WhoCanBeRung(open)),
            Line = json.Text("line", id => account.Lines.Any(line => line.Id == id), ExtensionSection.UnknownLine(account)),
            AuthRequired = !open,
            AllowedOrigins = json.Texts("allowedOrigins", 100, IsOrigin, "an origin is scheme and host, and the port if it is unusual, in lower case and without a slash at the end, such as \"https://www.example.com\"."),
            AllowedRegions = json.Texts("allowedRegions", 300, Regions.IsOne, "a region is two capital letters of ISO 3166, such as \"IL\" or \"US\"."),
            Whitelist = json.Texts("whitelist", 100, IsPattern, "this is no regular expression that can be used: it has at most 500 characters, and neither look-around, back references nor atomic groups; numbers are written as + and digits, such as \"^\\\\+9725\"."),
            Throttle = json.Number("throttle", New.Throttle, 0, 10_000),
            Limits = json.Object("limits", "limits", limits => ReadLimits(limits, open, json.Find("webhooks") is not null)),
            RingTime = json.Duration("ringTime", New.RingTime, 5 * Second, 120 * Second),
            TargetRingTime = json.Duration("targetRingTime", New.TargetRingTime, 5 * Second, 120 * Second),
            MaxDuration = json.Duration("maxDuration", New.MaxDuration, 10 * Second, Day),
            Record = json.Flag("record", New.Record),
            TargetSees = json.Object("targetSees", "targetSees", ReadCallerId),
            AgentSeesNumber = json.Text("agentSeesNumber", IsShown, "a number on a display is 2 to 20 digits, with or without + in front."),
            ThankYouUrl = json.Text("thankYouUrl", IsWebAddress, "this is a whole address of a page, http or https, such as \"https://www.example.com/thanks\".") is { } url ? new Uri(url) : null,
            HoneypotField = json.Text("honeypotField", IsHoneypot, "the name of a form field has 1 to 40 letters, digits, dashes and underscores, and is none of name, phone, email, message, page, when and timeZone.") ?? New.HoneypotField,
            MinimumFillTime = json.Duration("minimumFillTime", New.MinimumFillTime, TimeSpan.Zero, 60 * Second),
            Turnstile = json.Object("turnstile", "turnstile", TurnstileSection.Read),
            JoinWindow = json.Duration("joinWindow", New.JoinWindow, TimeSpan.Zero, Day),
            Hours = OwnHours(json) ? json.Object("hours", "hours", hours => HoursSection.ReadOwn(hours, account.TimeZone)) : null,
            SharedHours = OwnHours(json) ? null : json.Text("hours", id => account.Hours.Any(hours => hours.Id == id), UnknownHours()),
            HoursFor = json.Text("hoursFor", text => text is "leads" or "all", "this is \"leads\" or \"all\".") == "all" ? HoursFor.All : HoursFor.Leads,
            Spread = json.Duration("spread", New.Spread, TimeSpan.Zero, 240 * 60 * Second),
            FurthestAhead = json.Duration("furthestAhead", New.FurthestAhead, 3600 * Second, 60 * Day),
            MaxAge = json.Duration("maxAge", New.MaxAge, 60 * Second, 7 * Day),
            Retry = json.Object("retry", "retry", ReadRetry) ?? New.Retry,
            WhenUncertain = ReadUncertainRule(json),
            DialTargetFirst = json.Flag("dialTargetFirst", New.DialTargetFirst),
            Webhooks = json.Object("webhooks", "webhooks", webhooks => WebhookSection.Read(webhooks, sources)) ?? [],
        };
        if (click.WhenUncertain == UncertainRule.Redial && LineOf(click) is { } line && (capabilities.GetValueOrDefault(line) & Tells) == 0)
            json.Wrong("whenUncertain", $"the line '{line}' can neither be asked what became of a call nor does it report it, so dialling again could ring twice; write \"leave\".");
        if (click.Turnstile is not null && !open)
            json.Wrong("turnstile", "only a public form has a widget; write \"authRequired\": false, or leave this out.");
        if (account.FindGroup(click.Extension) is { } group)
            CheckGroup(json, click, group);
        return click;
    }

    private static bool OwnHours(JsonObject json) => json.Find("hours") is { ValueKind: JsonValueKind.Object };

    private string UnknownHours() => account.Hours.Count == 0
        ? "the account has no such hours; describe them under the account's 'hours', or write them here as an object."
        : $"the account has no such hours; it has {string.Join(", ", account.Hours.Select(hours => hours.Id))}.";

    private void CheckGroup(JsonObject json, ClickToCall click, HuntGroup group)
    {
        var groups = new GroupSection(account, capabilities);
        if (click.Line is { } line && line != groups.LineOf(group))
            groups.Check(json, group, line, "line");
        if (click.DialTargetFirst && group.Strategy != HuntStrategy.Simultaneous)
            json.Wrong("dialTargetFirst", "the visitor's phone would ring once for each agent of the group; ring the agents first, or name one extension.");
    }

    private static CallLimits ReadLimits(JsonObject json, bool open, bool hasTools)
    {
        var otherwise = open ? CallLimits.ForThePublic : hasTools ? CallLimits.ForTools : CallLimits.None;
        return new CallLimits(
            json.Number("callsPerNumberPerDay", otherwise.CallsPerNumberPerDay, 0, 1_000_000),
            json.Number("callsPerAddressPerHour", otherwise.CallsPerAddressPerHour, 0, 1_000_000),
            json.Number("callsPerDay", otherwise.CallsPerDay, 0, 1_000_000));
    }

    private static UncertainRule ReadUncertainRule(JsonObject json) =>
        json.Text("whenUncertain", text => text is "leave" or "redial", "this is \"leave\" or \"redial\".") == "redial" ? UncertainRule.Redial : UncertainRule.Leave;

    private static CallerId ReadCallerId(JsonObject json)
    {
        var shown = new CallerId(
            json.Text("name", text => AccountSection.IsName(text) && text.Length <= 64, "a name on a display has 1 to 64 characters."),
            json.Text("number", IsShown, "a number on a display is 2 to 20 digits, with or without + in front."));
        if (shown is { Name: null, Number: null })
            json.Wrong(null, "this needs a number, or a name, or both.");
        return shown;
    }

    private static RetrySchedule ReadRetry(JsonObject json) => new()
    {
        NoAgent = json.Durations("noAgent", 10 * Second, Day, 20) ?? New.Retry.NoAgent,
        NoTarget = json.Durations("noTarget", 10 * Second, Day, 20) ?? New.Retry.NoTarget,
    };

    private string? LineOf(ClickToCall click) =>
        click.Line ?? account.FindExtension(click.Extension)?.Line ?? account.FindGroup(click.Extension)?.LineIn(account) ?? account.FindLine(null)?.Id;

    private bool CanBeRung(string text, bool open) =>
        account.FindExtension(text) is not null || account.FindGroup(text) is not null || AccountSection.IsE164(text) || (!open && SipDestination.IsSipUri(text));

    private string WhoCanBeRung(bool open) => account.Extensions.Count == 0
        ? "the account has no such extension or group; describe it under 'extensions' or 'groups', or write a phone number as + and digits."
        : $"the account has no such extension{(account.Groups.Count == 0 ? "" : " or group")}; it has {string.Join(", ", account.Groups.Select(group => group.Id).Concat(account.Extensions.Select(extension => extension.Number)).Take(20))}{(account.Groups.Count + account.Extensions.Count > 20 ? ", …" : "")}. A phone number is written as + and digits{(open ? "; a SIP address is only rung where authRequired is true" : ", a SIP address as sip:…")}.";

    private static bool IsShown(string text) => Shown().IsMatch(text);

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 && text.All(char.IsAscii) && url.GetLeftPart(UriPartial.Authority) == text;

    private static bool IsWebAddress(string text) =>
        text.Length <= 2000 && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0;

    private static bool IsHoneypot(string text) => Field().IsMatch(text) && !FormFields.Contains(text, StringComparer.OrdinalIgnoreCase);

    // As they will be run: no input can make such an expression run long.
    private static bool IsPattern(string text)
    {
        try
        {
            return text.Length is > 0 and <= 500 && new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100)).ToString().Length > 0;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A\+?[0-9]{2,20}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shown();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Field();
}
