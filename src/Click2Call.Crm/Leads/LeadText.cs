using Click2Call.Accounts;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Crm.Leads;

/// <summary>Makes what a source tells fit for an order: one number that can be called, texts of a length that a phone can show.</summary>
internal static class LeadText
{
    private const int LongestName = 200;
    private const int LongestEmail = 254;
    private const int LongestMessage = 4_000;
    private const int MostPhones = 20;

    /// <summary>The first of the lead's numbers that can be called, or why none can.</summary>
    public static (PhoneDestination? Phone, string? Problem) Phone(CrmLead lead, string region)
    {
        region = CountryNames.Region(lead.Country) ?? region;
        string? problem = null;
        foreach (var text in lead.Phones.Take(MostPhones))
        {
            // A form that forgot to encode its plus sends a space.
            var written = text is [' ', >= '0' and <= '9', ..] ? "+" + text.Trim() : text.Trim();
            if (DestinationReader.TryReadPhone(written, region, out var phone, out var wrong))
                return (phone, null);
            problem ??= wrong;
        }

        return (null, problem ?? lead.WhyNoPhone ?? "The lead has no phone number.");
    }

    /// <summary>The lead as orders carry it.</summary>
    public static Lead Of(CrmLead lead) => new()
    {
        Name = Line(lead.Name, LongestName),
        Email = Line(lead.Email, LongestEmail) is { } email && email.Contains('@', StringComparison.Ordinal) ? email : null,
        Message = lead.Message?.Trim() is { Length: > 0 } message ? message[..Math.Min(message.Length, LongestMessage)] : null,
        Page = Line(lead.Page, LongestMessage),
        Fields = FieldMap.Kept(lead.Fields),
        Record = lead.Record,
    };

    // One line: it goes to the agent's display, by way of headers of the phone system.
    private static string? Line(string? text, int longest)
    {
        if (text is null)
            return null;
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return line.Length == 0 ? null : line[..Math.Min(line.Length, longest)];
    }
}
