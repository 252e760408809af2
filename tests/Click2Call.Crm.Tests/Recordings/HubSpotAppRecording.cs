using System.Globalization;

namespace Click2Call.Crm.Tests.Recordings;

/// <summary>Events of an app, signed by version 3.</summary>
internal sealed class HubSpotAppRecording : Recording
{
    public override string Source => "hubspot";

    public override string Document => "HubSpot developer documentation, Webhooks API: Webhook payloads; Request validation";

    public override IReadOnlyDictionary<string, string> SecretValues => new Dictionary<string, string> { ["hubspot-secret"] = Key, ["hubspot-token"] = "pat-eu1-token" };

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Options => Texts(("portals", "62515"), ("baseUrl", Api));

    public override Draft Lead(int number, string phone) => new(Here, Json, "[" + Event(number, phone) + "]");

    public override Draft Batch(IReadOnlyList<string> phones) => new(Here, Json, "[" + string.Join(',', phones.Select((phone, index) => Event(index + 1, phone))) + "]");

    public override Draft Prove(Draft draft, DateTimeOffset now) => Sign(draft, now, Key);

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => Sign(draft, now, Key + "x");

    public override string? Record(string path, Func<int, string> phone)
    {
        if (!path.StartsWith("/crm/v3/objects/contacts/", StringComparison.Ordinal))
            return null;
        var number = int.Parse(path.Split('/', '?')[5], CultureInfo.InvariantCulture);
        return $$$"""
            {"id":"{{{number}}}","properties":{"createdate":"2026-11-20T09:59:58Z","email":"dana@example.com","firstname":"Dana","lastname":"Levi","phone":"{{{phone(number)}}}","mobilephone":null,"country":"Israel"},"archived":false}
            """;
    }

    private static string Event(int number, string phone) => string.Create(CultureInfo.InvariantCulture,
        $$$"""{"eventId":{{{number}}},"subscriptionId":12345,"portalId":62515,"occurredAt":1795168800000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":{{{(phone.Length == 0 ? number + 900 : number)}}},"changeSource":"CRM","changeFlag":"NEW","appId":54321}""");

    private static Draft Sign(Draft draft, DateTimeOffset now, string key)
    {
        var time = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return draft
            .With("X-HubSpot-Request-Timestamp", time)
            .With("X-HubSpot-Signature-v3", Convert.ToBase64String(Hmac(key, Utf8(draft.Method + draft.Url), draft.Body, Utf8(time))));
    }
}
