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

    /// <summary>The network address that it came from, if the operator trusts the proxy in front of us.</summary>
    public string? Address { get; init; }
}
