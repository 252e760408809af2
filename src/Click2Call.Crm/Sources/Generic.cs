using System.Security.Cryptography;
using Click2Call.Accounts;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;

namespace Click2Call.Crm.Sources;

/// <summary>Anything that posts JSON or a form: the settings say where the lead's parts stand, and how the sender proves itself.</summary>
internal sealed class Generic : CrmSource
{
    public override string Name => "generic";

    public override IReadOnlyList<WebhookSetting> Settings { get; } =
    [
        CommonSettings.Secret("the key of the HMAC, the password of HTTP Basic, or the token"),
        new("auth", WebhookSettingKind.Text, "how the sender proves itself") { Needed = true, OneOf = ["hmac", "basic", "token"] },
        new("user", WebhookSettingKind.Text, "the user of HTTP Basic; else any"),
        new("header", WebhookSettingKind.Text, "the header of the signature (else X-Signature) or of the token (else X-Webhook-Token)"),
        new("prefix", WebhookSettingKind.Text, "what stands before the signature in its header, such as sha256="),
        new("algorithm", WebhookSettingKind.Text, "the hash of the HMAC; else sha256") { OneOf = ["sha1", "sha256", "sha512"] },
        new("encoding", WebhookSettingKind.Text, "how the signature is written; else hex") { OneOf = ["hex", "base64"] },
        new("timestampHeader", WebhookSettingKind.Text, "the header of the time in Unix seconds, where the signature is over \"{time}.{body}\"; at most 5 minutes old"),
        CommonSettings.Region,
    ];

    public override IReadOnlyList<string> NeededFields { get; } = ["phone"];

    public override BodyForms Forms => BodyForms.Json | BodyForms.Form;

    public override Proof Verify(WebhookPost post, SourceSetup setup) => setup.Settings.Option("auth") switch
    {
        "hmac" => VerifyHmac(post, setup),
        "basic" => SharedSecret.CheckBasic(post, setup.Settings.Option("user"), setup.Key),
        "token" => SharedSecret.Check(post, setup.Key, setup.Settings.Option("header")),
        _ => Proof.Wrong,
    };

    private protected override LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup) => new FieldMap(setup.Settings).Read(body, setup.Now);

    private static Proof VerifyHmac(WebhookPost post, SourceSetup setup)
    {
        var settings = setup.Settings;
        if (post.Header(settings.Option("header") ?? "X-Signature") is not { } signature)
            return Proof.Missing;
        var prefix = settings.Option("prefix") ?? "";
        if (setup.Key.Length == 0 || !signature.StartsWith(prefix, StringComparison.Ordinal))
            return Proof.Wrong;

        var timestamp = settings.Option("timestampHeader") is { } name ? post.Header(name) ?? "" : null;
        var algorithm = settings.Option("algorithm") switch { "sha1" => HashAlgorithmName.SHA1, "sha512" => HashAlgorithmName.SHA512, _ => HashAlgorithmName.SHA256 };
        var expected = Signature.Hmac(algorithm, Signature.Bytes(setup.Key), Signature.Bytes(timestamp is null ? "" : timestamp + "."), post.Body);
        var given = signature[prefix.Length..];
        if (!(settings.Option("encoding") == "base64" ? Signature.IsBase64(given, expected) : Signature.IsHex(given, expected)))
            return Proof.Wrong;
        return timestamp is null || Signature.IsOfNow(timestamp, milliseconds: false, setup.Now) ? Proof.Valid : Proof.Stale;
    }
}
