using Click2Call.Accounts;
using Click2Call.Accounts.Import;
using Click2Call.Lines;

namespace Click2Call.Crm.Tests;

/// <summary>The settings of sources in an accounts file.</summary>
public sealed class ImportTests
{
    [Fact]
    public void A_source_is_read_with_its_secrets_settings_and_fields()
    {
        var click = Click("""
            { "hubspot": { "secret": "hubspot-app-secret", "token": "hubspot-token", "portals": ["62515"], "region": "GB" },
              "generic": { "auth": "hmac", "secret": "erp-key", "header": "X-Sig", "fields": { "phone": ["/a/tel", "/b/tel"], "name": "/who" } } }
            """, out var mistakes);
        Assert.Empty(mistakes);
        var hubspot = click.FindWebhook("hubspot")!;
        Assert.Equal(("hubspot-app-secret", "hubspot-token", "GB"), (hubspot.Secrets["secret"], hubspot.Secrets["token"], hubspot.Option("region")));
        Assert.Equal(["62515"], hubspot.All("portals"));
        var generic = click.FindWebhook("generic")!;
        Assert.Equal(("hmac", "X-Sig"), (generic.Option("auth"), generic.Option("header")));
        Assert.Equal(["/a/tel", "/b/tel"], generic.Field("phone"));
        Assert.Equal(["/who"], generic.Field("name"));
    }

    [Theory]
    [InlineData("""{ "hubspot": {} }""", "hubspot.secret: this is missing: the app's client secret, which signs.")]
    [InlineData("""{ "hubspot": { "secret": "pat-na1-5f3c9b7e1d2a4c6e8f0a1b2c" } }""", "hubspot.secret: a secret's name")]
    [InlineData("""{ "hubspot": { "secret": "a b" } }""", "hubspot.secret: a secret's name")]
    [InlineData("""{ "hubspt": { "secret": "x" } }""", "hubspt: there is no such property; 'hubspot' was meant?")]
    [InlineData("""{ "hubspot": { "secret": "x", "tokn": "y" } }""", "hubspot.tokn: there is no such property; 'token' was meant?")]
    [InlineData("""{ "salesforce": { "secret": "x" } }""", "salesforce.organizations: this is missing")]
    [InlineData("""{ "salesforce": { "secret": "x", "organizations": [] } }""", "salesforce.organizations: ")]
    [InlineData("""{ "kommo": { "secret": "x", "token": "y", "baseUrl": "example.kommo.com" } }""", "kommo.baseUrl: this is an address")]
    [InlineData("""{ "generic": { "auth": "magic", "secret": "x", "fields": { "phone": "p" } } }""", "generic.auth: this is one of hmac, basic, token.")]
    [InlineData("""{ "generic": { "auth": "token", "secret": "x" } }""", "generic.fields.phone: this is missing")]
    [InlineData("""{ "typeform": { "secret": "x", "region": "XX" } }""", "typeform.region: a region is two capital letters")]
    [InlineData("""{ "typeform": { "secret": "x", "fields": { "phne": "y" } } }""", "typeform.fields.phne: there is no such property; 'phone' was meant?")]
    public void A_mistake_is_named_with_its_place(string webhooks, string mistake)
    {
        Click(webhooks, out var mistakes);
        Assert.Contains(mistakes, one => one.ToString().StartsWith("accounts[0].clickToCalls[0].webhooks." + mistake, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_source_can_be_set_up_by_its_needed_settings_alone()
    {
        foreach (var source in CrmSources.All)
        {
            var settings = source.Settings.Where(setting => setting.Needed).Select(setting => $"\"{setting.Name}\": {Value(setting)}")
                .Concat(source.NeededFields.Count == 0 ? [] : [$$"""
                    "fields": { {{string.Join(", ", source.NeededFields.Select(field => $"\"{field}\": \"x\""))}} }
                    """]);
            Click($$"""{ "{{source.Name}}": { {{string.Join(", ", settings)}} } }""", out var mistakes);
            Assert.Empty(mistakes);
        }
    }

    private static string Value(WebhookSetting setting) => setting switch
    {
        { OneOf: [var first, ..] } => $"\"{first}\"",
        { Kind: WebhookSettingKind.Address } => "\"https://api.example.com\"",
        { Kind: WebhookSettingKind.Texts } => "[\"x\"]",
        _ => "\"x\"",
    };

    private static ClickToCall Click(string webhooks, out IReadOnlyList<Mistake> mistakes)
    {
        var file = AccountFile.Read(
            $$"""
            { "accounts": [ { "id": "acme", "name": "Acme", "region": "IL", "lines": [ { "id": "main", "dialect": "dumb" } ], "extensions": [ { "number": "101" } ],
              "clickToCalls": [ { "id": "sales", "name": "Sales", "extension": "101", "webhooks": {{webhooks}} } ] } ] }
            """,
            [new Dialect()],
            CrmSources.All);
        mistakes = file.Mistakes;
        return file.Accounts.Single().Account.ClickToCalls.Single();
    }

    private sealed class Dialect : IDialect
    {
        public string Name => "dumb";

        public IEnumerable<string> Check(LineSettings settings) => [];

        public LineCapabilities CapabilitiesOf(LineSettings settings) => LineCapabilities.None;

        public IPhoneLine Open(string account, LineSettings settings) => throw new NotSupportedException();
    }
}
