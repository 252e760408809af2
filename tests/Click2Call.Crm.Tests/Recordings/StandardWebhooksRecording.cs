using System.Globalization;
using System.Security.Cryptography;

namespace Click2Call.Crm.Tests.Recordings;

internal sealed class StandardWebhooksRecording : Recording
{
    private const string Whsec = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    public override string Source => "standard-webhooks";

    public override string Document => "Standard Webhooks specification: payload, signature scheme";

    public override IReadOnlyDictionary<string, string> SecretValues => new Dictionary<string, string> { ["standard-webhooks-secret"] = Whsec };

    public override Draft Lead(int number, string phone) => new Draft(Here, Json, $$$"""
        {"type":"lead.created","timestamp":"2026-11-20T09:59:58Z","data":{"name":"Dana Levi","phone":"{{{phone}}}","email":"dana@example.com"}}
        """).With("webhook-id", $"msg_{number}");

    public override Draft Prove(Draft draft, DateTimeOffset now) => Sign(draft, now, Whsec[6..]);

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => Sign(draft, now, "AfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    private static Draft Sign(Draft draft, DateTimeOffset now, string key)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var id = draft.Headers.GetValueOrDefault("webhook-id", "msg_0");
        var signature = HMACSHA256.HashData(Convert.FromBase64String(key), (byte[])[.. Utf8($"{id}.{time}."), .. draft.Body]);
        return draft.With("webhook-id", id).With("webhook-timestamp", time).With("webhook-signature", "v1a,AAAA v1," + Convert.ToBase64String(signature));
    }
}
