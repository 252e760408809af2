using Click2Call.Accounts;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;

namespace Click2Call.Crm.Sources;

/// <summary>
/// Whoever sends by the Standard Webhooks specification: <c>webhook-id</c>, <c>webhook-timestamp</c>,
/// <c>webhook-signature</c>; also under Svix's older names.
/// </summary>
internal sealed class StandardWebhooks : CrmSource
{
    private const string SecretPrefix = "whsec_";

    public override string Name => "standard-webhooks";

    public override IReadOnlyList<WebhookSetting> Settings { get; } =
    [
        CommonSettings.Secret("the signing secret that the sender shows, beginning with whsec_"),
        CommonSettings.Region,
    ];

    public override BodyForms Forms => BodyForms.Json;

    public override TimeSpan? TimeLimit => TimeSpan.FromSeconds(15);

    public override bool SignsTime => true;

    public override Proof Verify(WebhookPost post, SourceSetup setup)
    {
        if (Header(post, "id") is not { } id || Header(post, "timestamp") is not { } timestamp || Header(post, "signature") is not { } signatures)
            return Proof.Missing;
        if (Key(setup.Key) is not { Length: > 0 } key)
            return Proof.Wrong;
        var expected = Signature.HmacSha256(key, Signature.Bytes($"{id}.{timestamp}."), post.Body);
        // While a secret is changed there are several; one that fits is enough.
        if (!signatures.Split(' ').Take(20).Any(one => one.StartsWith("v1,", StringComparison.Ordinal) && Signature.IsBase64(one[3..], expected)))
            return Proof.Wrong;
        return Signature.IsOfNow(timestamp, milliseconds: false, setup.Now) ? Proof.Valid : Proof.Stale;
    }

    private protected override LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup)
    {
        var reading = new FieldMap(setup.Settings).Read(body, setup.Now);
        var id = Header(post, "id");
        return reading.Problem is not null
            ? reading
            : LeadReading.Of(reading.Items.Select((item, index) => item is LeadItem.Told told ? told with { EventId = index == 0 ? id! : $"{id}/{index}" } : item));
    }

    private static string? Header(WebhookPost post, string name) => post.Header("webhook-" + name) ?? post.Header("svix-" + name);

    private static byte[]? Key(string secret)
    {
        var text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var written) ? bytes[..written] : null;
    }
}
