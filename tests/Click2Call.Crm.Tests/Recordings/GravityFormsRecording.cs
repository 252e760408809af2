namespace Click2Call.Crm.Tests.Recordings;

internal sealed class GravityFormsRecording : Recording
{
    public override string Source => "gravity-forms";

    public override string Document => "Gravity Forms documentation, Webhooks Add-On; Entry Object";

    public override bool CoversBody => false;

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Fields => new Dictionary<string, IReadOnlyList<string>> { ["phone"] = ["3"], ["name"] = ["1.3", "1.6"], ["email"] = ["2"] };

    public override Draft Lead(int number, string phone) => new(Here, Json, $$$"""
        {"id":"{{{number}}}","form_id":"5","post_id":null,"date_created":"2026-11-20 09:59:58","is_starred":0,"is_read":0,"ip":"203.0.113.9","source_url":"https://www.example.com/contact","1.3":"Dana","1.6":"Levi","2":"dana@example.com","3":"{{{phone}}}"}
        """);

    public override Draft Prove(Draft draft, DateTimeOffset now) => draft.With("X-Webhook-Token", Key);

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => draft.With("X-Webhook-Token", Key + "x");
}
