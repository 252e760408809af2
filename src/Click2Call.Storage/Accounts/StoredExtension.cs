using Click2Call.Accounts;

namespace Click2Call.Storage.Accounts;

/// <summary>A row <c>extension:{number}</c>.</summary>
internal sealed class StoredExtension
{
    public string? Name { get; set; }

    public string? Display { get; set; }

    public string? SipUser { get; set; }

    public string? Line { get; set; }

    public bool Blocked { get; set; }

    public static StoredExtension From(Extension extension) => new()
    {
        Name = extension.Name,
        Display = extension.Display,
        SipUser = extension.SipUser,
        Line = extension.Line,
        Blocked = extension.Blocked,
    };

    public Extension To(string number) => new()
    {
        Number = number,
        Name = Name,
        Display = Display,
        SipUser = SipUser,
        Line = Line,
        Blocked = Blocked,
    };
}
