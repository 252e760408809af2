namespace Click2Call.Accounts;

/// <summary>A phone of the account, by the number that people inside dial.</summary>
public sealed record Extension
{
    /// <summary>The internal number, e.g. <c>101</c>.</summary>
    public required string Number { get; init; }

    /// <summary>Whose it is.</summary>
    public string? Name { get; init; }

    /// <summary>The display number that some systems use for it (Technoline <c>0990880101</c>).</summary>
    public string? Display { get; init; }

    /// <summary>The phone system's own name of the phone, where it differs from the number.</summary>
    public string? SipUser { get; init; }

    /// <summary>The line that it hangs on; absent: the account's first.</summary>
    public string? Line { get; init; }

    /// <summary>Barred from click-to-call (Voicenter error 4).</summary>
    public bool Blocked { get; init; }
}
