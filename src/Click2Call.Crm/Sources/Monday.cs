using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;
using Click2Call.Orders;

namespace Click2Call.Crm.Sources;

/// <summary>
/// monday.com webhooks ("Webhooks" in the platform API): a challenge when they are set up, then events. Those of an app
/// carry a JSON Web Token signed with its signing secret; those of a board's own automation show ours in the address.
/// </summary>
internal sealed class Monday : CrmSource
{
    public override string Name => "monday";

    public override IReadOnlyList<WebhookSetting> Settings { get; } =
    [
        CommonSettings.Secret("the app's signing secret; or, for a webhook of a board, a long random text of yours in its URL as ?token="),
        CommonSettings.Region,
    ];

    public override BodyForms Forms => BodyForms.Json;

    public override bool SignsTime => true;

    public override WebhookReply? Greet(WebhookPost post, SourceSetup setup)
    {
        var body = post.Read(Forms).Json;
        if (body.Text("challenge") is not { Length: <= 200 } challenge || body.At("event").ValueKind != JsonValueKind.Undefined)
            return null;
        return WebhookReply.OfJson($$"""{"challenge":"{{JsonEncodedText.Encode(challenge)}}"}""");
    }

    public override Proof Verify(WebhookPost post, SourceSetup setup)
    {
        var header = post.Header("Authorization");
        var token = header?.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) == true ? header[7..].Trim() : header;
        return token?.Split('.') is [var head, var claims, var signature]
            ? VerifyToken(post, setup, head, claims, signature)
            : SharedSecret.Check(post, setup.Key);
    }

    private protected override LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup)
    {
        var told = body.Json.At("event");
        if (told.Text("type") is not { } type)
            return LeadReading.Lacks("event.type", "The event has no type.");
        var columns = type switch
        {
            "create_pulse" or "create_item" => told.At("columnValues").Members().Select(member => member.Value).ToArray(),
            "update_column_value" or "change_column_value" when told.Text("columnType") == "phone" => [told.At("value")],
            _ => null,
        };
        if (columns is null)
            return LeadReading.Nothing("Not a new item, nor a new phone number.");
        if (told.Text("triggerUuid") is not { } id)
            return LeadReading.Lacks("event.triggerUuid", "The event has no triggerUuid.");
        return LeadReading.Of(new LeadItem.Told(id, Lead(told, columns)));
    }

    private CrmLead Lead(JsonElement told, JsonElement[] columns)
    {
        var phone = columns.FirstOrDefault(column => column.Text("phone") is not null);
        var number = phone.Text("phone");
        return new CrmLead
        {
            // The column keeps digits; which country's is beside them.
            Phones = CrmLead.Texts(number, number?.StartsWith('+') == false ? "+" + number : null),
            Country = phone.Text("countryShortName"),
            Name = told.Text("pulseName") ?? told.Text("itemName"),
            Email = columns.Select(column => column.Text("email")).OfType<string>().FirstOrDefault(),
            AskedAt = told.Time("triggerTime"),
            Record = (told.Text("pulseId") ?? told.Text("itemId")) is { } id ? new CrmRecord(Name, "item", id) : null,
        };
    }

    private static Proof VerifyToken(WebhookPost post, SourceSetup setup, string head, string claims, string signature)
    {
        var expected = Signature.HmacSha256(Signature.Bytes(setup.Key), Signature.Bytes(head + "." + claims));
        if (setup.Key.Length == 0 || Part(head).Text("alg") != "HS256" || !Signature.IsBase64(Padded(signature), expected))
            return Proof.Wrong;
        var said = Part(claims);
        if (said.Text("aud") is { } audience && audience != post.Url && audience != post.Url.Split('?')[0])
            return Proof.Wrong;
        return said.Time("exp") is { } ends && ends > setup.Now - Signature.Tolerance ? Proof.Valid : Proof.Stale;
    }

    private static JsonElement Part(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(text));
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is FormatException or JsonException or DecoderFallbackException)
        {
            return default;
        }
    }

    private static string Padded(string text) =>
        text.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (text.Length % 4)) % 4);
}
