namespace Click2Call.Crm.Tests.Recordings;

internal sealed class FreshsalesRecording : Recording
{
    public override string Source => "freshsales";

    public override string Document => "Freshsales support, Triggering webhooks from workflows (custom headers, JSON of the user's own)";

    public override bool CoversBody => false;

    public override Draft Lead(int number, string phone) => new(Here, Json, $$$"""
        {"event_id":"contact-{{{number}}}","contact":{"first_name":"Dana","last_name":"Levi","mobile_number":"{{{phone}}}","email":"dana@example.com","country":"Israel"}}
        """);

    public override Draft Prove(Draft draft, DateTimeOffset now) => draft.With("X-Webhook-Token", Key);

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => draft.With("X-Webhook-Token", Key + "x");
}
