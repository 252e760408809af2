using Click2Call.Lines;

namespace Click2Call.Storage.Accounts;

/// <summary>A row <c>line:{id}</c>.</summary>
internal sealed class StoredLine
{
    public string Dialect { get; set; } = "";

    public Uri? BaseUrl { get; set; }

    public Dictionary<string, string> Secrets { get; set; } = [];

    public Dictionary<string, string> Options { get; set; } = [];

    public int MaxDials { get; set; }

    public string? EventTokenHash { get; set; }

    public static StoredLine From(LineSettings line) => new()
    {
        Dialect = line.Dialect,
        BaseUrl = line.BaseUrl,
        Secrets = line.Secrets.ToDictionary(StringComparer.Ordinal),
        Options = line.Options.ToDictionary(StringComparer.Ordinal),
        MaxDials = line.MaxDials,
        EventTokenHash = line.EventTokenHash,
    };

    public LineSettings To(string id) => new()
    {
        Id = id,
        Dialect = Dialect,
        BaseUrl = BaseUrl,
        Secrets = Secrets,
        Options = Options,
        MaxDials = MaxDials,
        EventTokenHash = EventTokenHash,
    };
}
