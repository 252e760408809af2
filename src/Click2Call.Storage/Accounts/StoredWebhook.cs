using Click2Call.Accounts;

namespace Click2Call.Storage.Accounts;

/// <summary>A source of webhooks in the row of its click-to-call.</summary>
internal sealed class StoredWebhook
{
    public string Source { get; set; } = "";

    public Dictionary<string, string> Secrets { get; set; } = [];

    public Dictionary<string, List<string>> Options { get; set; } = [];

    public Dictionary<string, List<string>> Fields { get; set; } = [];

    public static StoredWebhook From(WebhookSettings webhook) => new()
    {
        Source = webhook.Source,
        Secrets = webhook.Secrets.ToDictionary(StringComparer.Ordinal),
        Options = Lists(webhook.Options),
        Fields = Lists(webhook.Fields),
    };

    public WebhookSettings To() => new() { Source = Source, Secrets = Secrets, Options = Texts(Options), Fields = Texts(Fields) };

    private static Dictionary<string, List<string>> Lists(IReadOnlyDictionary<string, IReadOnlyList<string>> texts) =>
        texts.ToDictionary(entry => entry.Key, entry => entry.Value.ToList(), StringComparer.Ordinal);

    private static Dictionary<string, IReadOnlyList<string>> Texts(Dictionary<string, List<string>> lists) =>
        lists.ToDictionary(entry => entry.Key, IReadOnlyList<string> (entry) => entry.Value, StringComparer.Ordinal);
}
