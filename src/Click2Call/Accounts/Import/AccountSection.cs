using System.Text.RegularExpressions;
using Click2Call.Accounts.Hours;
using Click2Call.Lines;

namespace Click2Call.Accounts.Import;

/// <summary>Reads an account.</summary>
internal static partial class AccountSection
{
    public static ImportedAccount Read(JsonObject json, IReadOnlyDictionary<string, IDialect> dialects, IReadOnlyList<IWebhookSource> sources)
    {
        var account = new Account
        {
            Id = json.RequiredText("id", AccountId.IsValid, "an account's id is 2 to 32 lower-case letters, digits and dashes, such as \"demo\"."),
            Name = json.RequiredText("name", IsName, "a name has 1 to 100 characters."),
            DefaultRegion = json.RequiredText("region", Regions.IsOne, "a region is two capital letters of ISO 3166, such as \"IL\" or \"US\"."),
        };
        account = account with
        {
            TimeZone = json.Text("timeZone", text => TimeZones.TryFind(text, out _), HoursSection.WrongZone) ?? TimeZones.OfRegion(account.DefaultRegion),
            BlockList = json.Texts("blockList", 50_000, IsE164, "a number that is never called is written as + and digits, such as \"+972541234567\"."),
            RetentionDays = json.Number("retentionDays", otherwise: 0, 1, 3660) is > 0 and var days ? days : null,
        };
        account = account with
        {
            Addresses = json.Texts("addresses", 100, IsAddress, "an address is one IPv4 or IPv6 address, such as \"203.0.113.7\"; each is approved by itself, so no networks."),
            FlashCallsPerHour = json.Number("flashCallsPerHour", 60, 0, 100_000),
        };
        var lines = json.Objects("lines", "line", line => LineSection.Read(line, dialects));
        account = account with { Lines = [.. lines.Select(line => line.Settings)] };
        if (lines.Count == 0)
            json.Wrong("lines", "an account needs a line to call through; describe one, such as { \"id\": \"simulator\", \"dialect\": \"simulator\" }.");
        account = account with { Extensions = json.Objects("extensions", "extension", extension => ExtensionSection.Read(extension, account)) };
        account = account with { Hours = json.Objects("hours", "hours", hours => HoursSection.ReadShared(hours, account.TimeZone)) };
        var capabilities = lines.GroupBy(line => line.Settings.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Capabilities);
        account = account with { Groups = json.Objects("groups", "group", new GroupSection(account, capabilities).Read) };
        var clicks = new ClickToCallSection(account, capabilities, sources);
        account = account with { ClickToCalls = json.Objects("clickToCalls", "clickToCall", clicks.Read) };
        account = account with { Flows = json.Objects("flows", "flow", flow => FlowSection.Read(flow, account)) };
        var keys = json.Objects("keys", "key", ReadKey);
        account = account with
        {
            Endpoints = json.Objects("endpoints", "endpoint", EndpointSection.Read),
            WriteBacks = json.Objects("writeBacks", "writeBack", WriteBackSection.Read),
        };

        json.NoDuplicates("lines", account.Lines.Select(line => line.Id), "line", "id");
        json.NoDuplicates("extensions", account.Extensions.Select(extension => extension.Number), "extension", "number");
        NoDisplayTwice(json, account);
        json.NoDuplicates("hours", account.Hours.Select(hours => hours.Id), "entry", "id");
        json.NoDuplicates("groups", account.Groups.Select(group => group.Id), "group", "id");
        json.NoDuplicates("clickToCalls", account.ClickToCalls.Select(click => click.Id), "click-to-call", "id");
        json.NoDuplicates("flows", account.Flows.Select(flow => flow.Id), "flow", "id");
        json.NoDuplicates("endpoints", account.Endpoints.Select(endpoint => endpoint.Id), "endpoint", "id");
        json.NoDuplicates("writeBacks", account.WriteBacks.Select(one => one.Id), "write-back", "id");
        foreach (var twin in account.WriteBacks.Where(one => account.FindEndpoint(one.Id) is not null))
            json.Wrong("writeBacks", $"an endpoint is called '{twin.Id}' already; give each its own id.");
        json.NoDuplicates("keys", keys.Select(key => key.Name), "key", "name");
        return new ImportedAccount(account, lines.Where(line => line.Events).Select(line => line.Settings.Id).ToHashSet(StringComparer.Ordinal), keys);
    }

    /// <summary>Whether a text can be shown to people: no control characters, not empty, not long.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= 100 && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);

    private static bool IsAddress(string text) => System.Net.IPAddress.TryParse(text, out var address) && address.ToString() == text;

    /// <summary>Whether a text has the shape of a number in E.164.</summary>
    public static bool IsE164(string text) => E164().IsMatch(text);

    private static ImportedKey ReadKey(JsonObject json) => new(
        json.RequiredText("name", KeyWords.IsName, "a key's name has 1 to 64 letters, digits, spaces, dots, dashes and underscores, such as \"crm\"."),
        json.Texts("scopes", 50, KeyWords.IsScope, "a scope is a word of lower-case letters, digits, dots, colons and dashes, such as \"calls\"."));

    // Display numbers find an extension as its number does, so they share one set of names.
    private static void NoDisplayTwice(JsonObject json, Account account)
    {
        for (var index = 0; index < account.Extensions.Count; index++)
        {
            var extension = account.Extensions[index];
            if (extension.Display is { } display && account.Extensions.Where(other => other != extension).Any(other => other.Number == display || other.Display == display))
                json.Wrong($"extensions[{index}].display", $"another extension is found under '{display}' already; give each its own.");
        }
    }

    [GeneratedRegex(@"\A\+[1-9][0-9]{6,14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex E164();
}
