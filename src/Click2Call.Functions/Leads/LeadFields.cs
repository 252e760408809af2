using System.Collections.Frozen;
using System.Globalization;
using Click2Call.Accounts;
using Click2Call.Accounts.Hours;
using Click2Call.Dialects.Http;
using Click2Call.Intake;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Functions.Leads;

/// <summary>What a contact form sends, read and checked.</summary>
/// <param name="Phone">Whom to call.</param>
/// <param name="Lead">Who it is.</param>
/// <param name="Nonce">What the form made up when it was opened, so that a double submit is one request.</param>
/// <param name="At">When to call; absent: now.</param>
/// <param name="TimeZone">The visitor's zone, if the form told it.</param>
/// <param name="TurnstileToken">What Turnstile's widget put into the form, if it has one.</param>
internal sealed record LeadFields(PhoneDestination Phone, Lead Lead, string? Nonce, DateTimeOffset? At, string? TimeZone, string? TurnstileToken)
{
    /// <summary>Which request it is: who goes back and corrects number or time sends a new one, not a repetition.</summary>
    public string RequestAt(ClickToCallDoor door) => $"{door}\n{Nonce}\n{Phone.Dialable}{(At is { } at ? $"\n{at.UtcTicks}" : "")}";

    /// <summary>How much a form may send: 50 fields of 4,000 characters, 64 KiB in all.</summary>
    public static FieldLimits Limits { get; } = new() { Body = 64 * 1024, Fields = 50, Name = 100, Value = 4_000 };

    /// <summary>The hidden field in which a form may say which opening of it this is.</summary>
    public const string NonceField = "_nonce";

    /// <summary>The hidden field in which a form may say when it was opened, in Unix milliseconds.</summary>
    public const string OpenedField = "_opened";

    /// <summary>The field in which a visitor may ask for a time.</summary>
    public const string WhenField = "when";

    /// <summary>The hidden field in which a form may say the visitor's time zone: <c>Intl.DateTimeFormat().resolvedOptions().timeZone</c>.</summary>
    public const string ZoneField = "timeZone";

    /// <summary>The hidden field that Turnstile's widget adds to its form ("Client-side rendering").</summary>
    public const string TurnstileField = "cf-turnstile-response";

    private static readonly FrozenSet<string> Known =
        FrozenSet.ToFrozenSet(["name", "phone", "email", "message", "page", WhenField, ZoneField, NonceField, OpenedField, TurnstileField], StringComparer.OrdinalIgnoreCase);

    private const int LongestName = 200;
    private const int LongestEmail = 254;

    /// <summary>Reads the fields of a form.</summary>
    public static (LeadFields? Fields, FieldProblem? Problem) Read(RequestFields fields, Account account, ClickToCall click, string? address, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(click);
        if (fields.Problem is { } unread)
            return (null, unread);
        if (fields.Text(click.HoneypotField) is not null)
            return (null, new(400, click.HoneypotField, $"Please leave the field '{click.HoneypotField}' empty."));
        if (WasQuick(fields.Text(OpenedField), click.MinimumFillTime, now))
        {
            return (null, new(400, OpenedField, "That was very quick. Please send the form again."));
        }

        if (Kept(fields, "name") is { Length: > LongestName })
            return (null, new(400, "name", $"The name is longer than {LongestName} characters."));

        // It goes to the agent's display, by way of headers of the phone system.
        if (Kept(fields, "name")?.Any(char.IsControl) == true)
            return (null, new(400, "name", "The name holds a line break."));
        if (Kept(fields, "email") is { } email && (email.Length > LongestEmail || !email.Contains('@', StringComparison.Ordinal) || email.Any(char.IsControl)))
            return (null, new(400, "email", "This is not an e-mail address."));
        if (!DestinationReader.TryReadPhone(fields.Number("phone"), account.DefaultRegion, out var phone, out var problem))
            return (null, new(400, "phone", problem));

        var told = fields.Text(ZoneField);
        if (told is not null && !TimeZones.TryFind(told, out _))
            return (null, new(400, ZoneField, "This is not the name of a time zone, such as \"Europe/Paris\"."));
        var (at, wrongTime) = AskedTime.Read(fields.Text(WhenField), VisitorZone.Of(told, phone.Number, account, click, now), now, click.FurthestAhead);
        if (wrongTime is not null)
            return (null, new(400, WhenField, wrongTime));

        var lead = new Lead
        {
            Name = Kept(fields, "name"),
            Email = Kept(fields, "email"),
            Message = Kept(fields, "message"),
            Page = Kept(fields, "page"),
            Fields = [.. fields.All.Where(field => !IsOurs(field.Name, click))],
            Address = address,
        };
        return (new LeadFields(phone, lead, fields.Text(NonceField), at, told, fields.Text(TurnstileField)), null);
    }

    // With its line breaks, unlike what goes to a phone system: people write in paragraphs.
    private static string? Kept(RequestFields fields, string name) => fields[name]?.Trim() is { Length: > 0 } text ? text : null;

    // The visitor's clock says when it was opened: one that is ahead of ours proves nothing.
    private static bool WasQuick(string? opened, TimeSpan least, DateTimeOffset now) =>
        long.TryParse(opened, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && now.ToUnixTimeMilliseconds() - milliseconds is >= 0 and var passed
        && passed < least.TotalMilliseconds;

    // As they are read: in either case.
    private static bool IsOurs(string name, ClickToCall click) =>
        Known.Contains(name) || name.Equals(click.HoneypotField, StringComparison.OrdinalIgnoreCase);
}
