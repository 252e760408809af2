namespace Click2Call.Orders;

/// <summary>What a visitor or a CRM told about the person to be called. Personal data: kept, shown to the account, never logged.</summary>
public sealed record Lead
{
    /// <summary>The person's name.</summary>
    public string? Name { get; init; }

    /// <summary>The person's e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>What the person wrote.</summary>
    public string? Message { get; init; }

    /// <summary>The page that the form stood on.</summary>
    public string? Page { get; init; }

    /// <summary>Whatever else the form held, in its order.</summary>
    public IReadOnlyList<NameValue> Fields { get; init; } = [];

    /// <summary>The record that it is in a CRM, so that what became of the call can be written back to it.</summary>
    public CrmRecord? Record { get; init; }

    /// <summary>The same, cut to some 6,000 characters: 200 for each name and address, 2,000 of the message, ten fields.</summary>
    internal Lead Shortened() => this with
    {
        Name = Cut(Name, 200),
        Email = Cut(Email, 200),
        Message = Cut(Message, 2_000),
        Page = Cut(Page, 500),
        Fields = [.. Fields.Take(10).Select(field => new NameValue(Cut(field.Name, 60)!, Cut(field.Value, 200)!))],
    };

    /// <summary>The network address that it came from, if the operator trusts the proxy in front of us.</summary>
    public string? Address { get; init; }

    private static string? Cut(string? text, int most) => text?.Length > most ? text[..(most - 1)] + "…" : text;
}
