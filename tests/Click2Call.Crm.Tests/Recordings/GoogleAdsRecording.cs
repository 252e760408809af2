namespace Click2Call.Crm.Tests.Recordings;

internal sealed class GoogleAdsRecording : Recording
{
    public override string Source => "google-ads";

    public override string Document => "Google Ads, Lead form webhook: implementation, sample request";

    public override bool CoversBody => false;

    public override Draft Lead(int number, string phone) => new(Here, Json, $$$"""
        {"lead_id":"TeSter-123-ABCDEFGHIJ{{{number}}}","user_column_data":[{"column_name":"Full Name","string_value":"Dana Levi","column_id":"FULL_NAME"},{"column_name":"User Phone","string_value":"{{{phone}}}","column_id":"PHONE_NUMBER"},
          {"column_name":"User Email","string_value":"dana@example.com","column_id":"EMAIL"}],"api_version":"1.0","form_id":40000000000,"campaign_id":9007199254740993,"google_key":"GOOGLEKEY","is_test":false,"gcl_id":"TeSter","adgroup_id":20000000000,"creative_id":30000000000}
        """);

    public override Draft Prove(Draft draft, DateTimeOffset now) => draft with { Body = Utf8(draft.Text.Replace("GOOGLEKEY", Key, StringComparison.Ordinal)) };

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => draft with { Body = Utf8(draft.Text.Replace("GOOGLEKEY", Key + "x", StringComparison.Ordinal)) };
}
