namespace Click2Call.Crm.Tests.Recordings;

internal sealed class TypeformRecording : Recording
{
    public override string Source => "typeform";

    public override string Document => "Typeform developers, Webhooks API: example payload; Secure your webhooks";

    public override Draft Lead(int number, string phone) => new(Here, Json, $$$"""
        {"event_id":"LtWXD3crgy{{{number}}}","event_type":"form_response","form_response":{"form_id":"lT4Z3j","token":"a3a12ec67a1365927098a606107fac{{{number}}}","submitted_at":"2026-11-20T09:59:58Z","landed_at":"2026-11-20T09:58:00Z",
          "hidden":{"campaign":"autumn"},
          "definition":{"id":"lT4Z3j","title":"Contact","fields":[{"id":"DlXFaesGBpoF","title":"Your name","type":"short_text","ref":"readable_ref_name"},{"id":"SMEUb7VJz92Q","title":"Phone","type":"phone_number","ref":"r2"}]},
          "answers":[{"type":"text","text":"Dana Levi","field":{"id":"DlXFaesGBpoF","type":"short_text","ref":"readable_ref_name"}},
            {"type":"email","email":"dana@example.com","field":{"id":"x","type":"email","ref":"r3"}}{{{Answer(phone)}}}]}}
        """);

    private static string Answer(string phone) =>
        phone.Length == 0 ? "" : $$$""",{"type":"phone_number","phone_number":"{{{phone}}}","field":{"id":"SMEUb7VJz92Q","type":"phone_number","ref":"r2"} }""";

    public override Draft Prove(Draft draft, DateTimeOffset now) => draft.With("Typeform-Signature", "sha256=" + Convert.ToBase64String(Hmac(Key, draft.Body)));

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => draft.With("Typeform-Signature", "sha256=" + Convert.ToBase64String(Hmac(Key + "x", draft.Body)));
}
