using System.Globalization;

namespace Click2Call.Crm.Tests.Recordings;

internal sealed class PipedriveV1Recording : PipedriveRecording
{
    public override string Document => "Pipedrive API documentation, Guide for Webhooks (v1)";

    public override Draft Lead(int number, string phone) => new(Here, Json, string.Create(CultureInfo.InvariantCulture, $$$"""
        {"v":1,"matches_filters":{"current":[]},"meta":{"v":1,"action":"added","object":"person","id":{{{number}}},"company_id":1,"user_id":1,"host":"example.pipedrive.com",
          "timestamp":1795168798,"timestamp_micro":1795168798123456,"permitted_user_ids":[1],"trans_pending":false,"is_bulk_update":false,"webhook_id":"9"},
         "retry":0,"current":{"id":{{{number}}},"name":"Dana Levi","phone":[{"label":"mobile","value":"{{{phone}}}","primary":true}],"email":[{"label":"work","value":"dana@example.com","primary":true}]},
         "previous":null,"event":"added.person"}
        """));
}
