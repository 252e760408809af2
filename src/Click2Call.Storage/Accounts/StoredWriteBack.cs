using Click2Call.Events;

namespace Click2Call.Storage.Accounts;

/// <summary>A row <c>writeback:{id}</c>.</summary>
internal sealed class StoredWriteBack
{
    public string Kind { get; set; } = "";

    public Uri? BaseUrl { get; set; }

    public Dictionary<string, string> Secrets { get; set; } = [];

    public Dictionary<string, string> Options { get; set; } = [];

    public bool Enabled { get; set; } = true;

    public static StoredWriteBack From(WriteBackSettings settings) => new()
    {
        Kind = settings.Kind,
        BaseUrl = settings.BaseUrl,
        Secrets = settings.Secrets.ToDictionary(StringComparer.Ordinal),
        Options = settings.Options.ToDictionary(StringComparer.Ordinal),
        Enabled = settings.Enabled,
    };

    public WriteBackSettings To(string id) => new() { Id = id, Kind = Kind, BaseUrl = BaseUrl, Secrets = Secrets, Options = Options, Enabled = Enabled };
}
