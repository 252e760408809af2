using System.Security.Cryptography;
using Click2Call.Crm.Posts;

namespace Click2Call.Crm.Tests.Recordings;

internal sealed class TwilioRecording : Recording
{
    public override string Source => "twilio";

    public override string Document => "Twilio documentation, Webhooks security; Messaging webhooks: incoming message";

    public override Draft Lead(int number, string phone) => new(Here, FormType, Form(
        ("MessageSid", $"SM{number:D32}"), ("AccountSid", "AC00000000000000000000000000000001"), ("From", "whatsapp:" + phone), ("To", "+18005551212"),
        ("Body", "Please call me"), ("ProfileName", "Dana Levi"), ("FromCountry", "IL"), ("SmsStatus", "received"), ("NumMedia", "0")));

    public override Draft Prove(Draft draft, DateTimeOffset now) => Sign(draft, Key);

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => Sign(draft, Key + "x");

    private static Draft Sign(Draft draft, string key)
    {
        var fields = FormText.Read(draft.Text).OrderBy(pair => pair.Name, StringComparer.Ordinal).Select(pair => pair.Name + pair.Value);
#pragma warning disable CA5350 // Twilio signs with SHA-1.
        return draft.With("X-Twilio-Signature", Convert.ToBase64String(HMACSHA1.HashData(Utf8(key), Utf8(draft.Url + string.Concat(fields)))));
#pragma warning restore CA5350
    }
}
