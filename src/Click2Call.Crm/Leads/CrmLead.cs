using Click2Call.Orders;

namespace Click2Call.Crm.Leads;

/// <summary>A lead as a source tells it, before anything of it is checked.</summary>
public sealed record CrmLead
{
    /// <summary>What may be the person's phone number, the best first: a mobile before a switchboard.</summary>
    public IReadOnlyList<string> Phones { get; init; } = [];

    /// <summary>Why there is no number, where the source knows better than "there is none".</summary>
    public string? WhyNoPhone { get; init; }

    /// <summary>The person's name.</summary>
    public string? Name { get; init; }

    /// <summary>The person's e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>What the person wrote.</summary>
    public string? Message { get; init; }

    /// <summary>The page or form that it came from.</summary>
    public string? Page { get; init; }

    /// <summary>The person's country: a code of two or three letters, or a name in English. Numbers without a country code are read there.</summary>
    public string? Country { get; init; }

    /// <summary>Whatever else there was, in its order.</summary>
    public IReadOnlyList<NameValue> Fields { get; init; } = [];

    /// <summary>The record that it is in the CRM.</summary>
    public CrmRecord? Record { get; init; }

    /// <summary>When it came about; absent: the sender does not say.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>First and last name as one; null when there is neither.</summary>
    public static string? FullName(string? first, string? last) =>
        string.Join(' ', new[] { first?.Trim(), last?.Trim() }.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } name ? name : null;

    /// <summary>The texts that are there, each once.</summary>
    public static IReadOnlyList<string> Texts(params IEnumerable<string?> texts) =>
        [.. texts.OfType<string>().Where(text => !string.IsNullOrWhiteSpace(text)).Distinct(StringComparer.Ordinal)];
}
