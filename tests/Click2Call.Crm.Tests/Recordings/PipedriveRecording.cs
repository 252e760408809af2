using System.Globalization;

namespace Click2Call.Crm.Tests.Recordings;

internal class PipedriveRecording : Recording
{
    public override string Source => "pipedrive";

    public override string Document => "Pipedrive API documentation, Guide for Webhooks v2";

    public override bool CoversBody => false;

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Options => Texts(("user", "click2call"));

    public override Draft Lead(int number, string phone) => new(Here, Json, string.Create(CultureInfo.InvariantCulture, $$$"""
        {"data":{"id":{{{number}}},"name":"Dana Levi","first_name":"Dana","last_name":"Levi","emails":[{"label":"work","primary":true,"value":"dana@example.com"}],
          "phones":[{{{Phones(phone)}}}]},
         "previous":null,
         "meta":{"action":"create","company_id":"1","correlation_id":"b6b0c6ae","entity":"person","entity_id":"{{{number}}}","id":"0e2b7c3a-0000-4000-8000-{{{number:D12}}}","is_bulk_edit":false,
          "timestamp":"2026-11-20T09:59:58.123Z","type":"general","user_id":"1","version":"2.0","webhook_id":"9","attempt":1}}
        """));

    private static string Phones(string phone) =>
        phone.Length == 0 ? "" : $$$"""{"label":"work","primary":true,"value":"03-1"},{"label":"mobile","primary":false,"value":"{{{phone}}}"}""";

    public override Draft Prove(Draft draft, DateTimeOffset now) => draft.With("Authorization", "Basic " + Convert.ToBase64String(Utf8("click2call:" + Key)));

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => draft.With("Authorization", "Basic " + Convert.ToBase64String(Utf8("click2call:" + Key + "x")));
}
