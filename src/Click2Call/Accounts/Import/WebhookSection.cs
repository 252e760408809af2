using System.Text.Json;
using Click2Call.Lines;

namespace Click2Call.Accounts.Import;

/// <summary>Reads which CRMs and form tools may post leads to a click-to-call; each source says what its settings are.</summary>
internal static class WebhookSection
{
    private static readonly string[] Parts = ["phone", "name", "email", "country", "message", "event", "time", "leads"];

    public static IReadOnlyList<WebhookSettings> Read(JsonObject json, IReadOnlyList<IWebhookSource> sources) =>
    [
        .. sources
            .Select(source => json.Object(source.Name, $"{source.Name} webhook", webhook => Read(webhook, source)))
            .OfType<WebhookSettings>(),
    ];

    private static WebhookSettings Read(JsonObject json, IWebhookSource source)
    {
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal);
        var options = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var setting in source.Settings)
        {
            if (setting.Kind == WebhookSettingKind.Secret && Secret(json, setting) is { } name)
                secrets.Add(setting.Name, name);
            else if (setting.Kind != WebhookSettingKind.Secret && Texts(json, setting) is { Count: > 0 } texts)
                options.Add(setting.Name, texts);
            else if (setting.Needed && IsEmpty(json.Find(setting.Name)))
                json.Wrong(setting.Name, $"this is missing: {setting.What}.");
        }

        var fields = json.Object("fields", "fields", ReadFields) ?? [];
        foreach (var part in source.NeededFields.Where(part => !fields.ContainsKey(part)))
            json.Wrong($"fields.{part}", "this is missing: the name of the field, or a JSON Pointer to it such as \"/lead/phone\".");
        return new WebhookSettings { Source = source.Name, Secrets = secrets, Options = options, Fields = fields };
    }

    private static bool IsEmpty(JsonElement? element) =>
        element is null || (element is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 0);

    private static string? Secret(JsonObject json, WebhookSetting setting) => json.Text(
        setting.Name,
        text => SecretName.IsValid(text) && !SecretName.LooksLikeValue(text),
        "a secret's name is 1 to 127 letters, digits and dashes (Key Vault's rule), such as \"crm-signing\"; its value is never in this file. If this is the secret itself, change it.");

    private static IReadOnlyList<string>? Texts(JsonObject json, WebhookSetting setting)
    {
        if (setting.Kind == WebhookSettingKind.Texts)
            return json.Texts(setting.Name, 100, text => Fits(setting, text), Expectation(setting));
        return json.Text(setting.Name, text => Fits(setting, text), Expectation(setting)) is { } one ? [one] : null;
    }

    private static bool Fits(WebhookSetting setting, string text) => setting switch
    {
        { Kind: WebhookSettingKind.Address } => IsAddress(text),
        { Kind: WebhookSettingKind.Region } => Regions.IsOne(text),
        { OneOf.Count: > 0 } => setting.OneOf.Contains(text),
        _ => text.Length is > 0 and <= 500 && !text.Any(char.IsControl),
    };

    private static string Expectation(WebhookSetting setting) => setting switch
    {
        { Kind: WebhookSettingKind.Address } => "this is an address, http or https, without user, query and fragment, such as \"https://api.example.com\".",
        { Kind: WebhookSettingKind.Region } => "a region is two capital letters of ISO 3166, such as \"IL\" or \"US\".",
        { OneOf.Count: > 0 } => $"this is one of {string.Join(", ", setting.OneOf)}.",
        _ => $"this has 1 to 500 characters: {setting.What}.",
    };

    private static Dictionary<string, IReadOnlyList<string>> ReadFields(JsonObject json)
    {
        var fields = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var part in Parts)
        {
            if (json.TextOrTexts(part, 10, text => text.Length is > 0 and <= 200, "this is the name of a field, a JSON Pointer such as \"/lead/phone\", or a list of them.") is { Count: > 0 } places)
                fields.Add(part, places);
        }

        return fields;
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0;
}
