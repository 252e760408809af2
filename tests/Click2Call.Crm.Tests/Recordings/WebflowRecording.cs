using System.Globalization;

namespace Click2Call.Crm.Tests.Recordings;

internal sealed class WebflowRecording : Recording
{
    public override string Source => "webflow";

    public override string Document => "Webflow Data API, Working with webhooks: form_submission, Validating request signatures";

    public override Draft Lead(int number, string phone) => new(Here, Json, $$$"""
        {"triggerType":"form_submission","payload":{"name":"Contact Us","siteId":"65427cf400e02b306eaa049c","data":{"First Name":"Dana","Last Name":"Levi","Email Address":"dana@example.com","Phone Number":"{{{phone}}}"},
         "submittedAt":"2026-11-20T09:59:58.000Z","id":"6321ca84df3949bfc6752{{{number:D3}}}","formId":"65429eadebe8a9f3a30f62d0","formElementId":"4e038d2c-6a1e-4953-7be9-a59a2b453177"}}
        """);

    public override Draft Prove(Draft draft, DateTimeOffset now) => Sign(draft, now, Key);

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => Sign(draft, now, Key + "x");

    private static Draft Sign(Draft draft, DateTimeOffset now, string key)
    {
        var time = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return draft.With("x-webflow-timestamp", time).With("x-webflow-signature", Hex(Hmac(key, Utf8(time + ":"), draft.Body)));
    }
}
