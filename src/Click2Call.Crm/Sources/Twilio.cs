using System.Security.Cryptography;
using System.Text;
using Click2Call.Accounts;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;
using Click2Call.Orders;

namespace Click2Call.Crm.Sources;

/// <summary>
/// Twilio and those who sign like it ("Webhooks security"): who texts or calls a number of yours is called back. The
/// signature is over the address and the sorted fields; for JSON over the address, which holds the body's hash.
/// </summary>
internal sealed class Twilio : CrmSource
{
    private static readonly string[] Ids = ["MessageSid", "SmsMessageSid", "CallSid", "SmsSid"];

    public override string Name => "twilio";

    public override IReadOnlyList<WebhookSetting> Settings { get; } =
    [
        CommonSettings.Secret("the account's auth token, which signs"),
        CommonSettings.Region,
    ];

    public override BodyForms Forms => BodyForms.Form | BodyForms.Json;

    public override TimeSpan? TimeLimit => TimeSpan.FromSeconds(15);

    public override WebhookReply Received { get; } = new(200, "text/xml; charset=utf-8", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>");

    public override Proof Verify(WebhookPost post, SourceSetup setup)
    {
        if (post.Header("X-Twilio-Signature") is not { } signature)
            return Proof.Missing;
        if (setup.Key.Length == 0)
            return Proof.Wrong;
        var signed = new StringBuilder(post.Url);
        if (post.QueryValue("bodySHA256") is { } hash)
        {
            if (!Signature.IsHex(hash, Signature.Sha256(post.Body)))
                return Proof.Wrong;
        }
        else if (post.Read(Forms).Form is { } form)
        {
            foreach (var (name, value) in form.Distinct().OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal))
                signed.Append(name).Append(value);
        }
        else if (post.Body.Length > 0)
        {
            // JSON that the address does not vouch for: the signature would cover nothing of it.
            return Proof.Wrong;
        }

        return Signature.Judge(Signature.IsBase64(signature, Signature.Hmac(HashAlgorithmName.SHA1, Signature.Bytes(setup.Key), Signature.Bytes(signed.ToString()))));
    }

    private protected override LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup)
    {
        string? Value(string name) => (body.Form is null ? body.Json.Text(name) : body.Field(name)) is { Length: > 0 } text ? text : null;

        if (Value("MessageStatus") is not null || Value("SmsStatus") is not (null or "received"))
            return LeadReading.Nothing("The status of a message that was sent.");
        if ((Ids.Select(Value).OfType<string>().FirstOrDefault() ?? post.Header("I-Twilio-Idempotency-Token")) is not { } id)
            return LeadReading.Lacks("MessageSid", "There is neither a MessageSid nor a CallSid.");
        return LeadReading.Of(new LeadItem.Told(id, new CrmLead
        {
            // "whatsapp:+972…" and the like name their channel.
            Phones = CrmLead.Texts(Value("From") is { } from ? from[(from.LastIndexOf(':') + 1)..] : null),
            Name = Value("ProfileName") ?? Value("CallerName"),
            Country = Value("FromCountry"),
            Message = Value("Body"),
            Fields = body.Form is { } form ? [.. form.Select(pair => new NameValue(pair.Name, pair.Value))] : [],
        }));
    }
}
