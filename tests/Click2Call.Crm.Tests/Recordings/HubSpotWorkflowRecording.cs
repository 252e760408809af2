using System.Globalization;
using System.Security.Cryptography;

namespace Click2Call.Crm.Tests.Recordings;

/// <summary>The action "Send a webhook" of a workflow: the whole contact, signed by version 2.</summary>
internal sealed class HubSpotWorkflowRecording : Recording
{
    public override string Source => "hubspot";

    public override string Document => "HubSpot Knowledge Base, Use webhooks with HubSpot workflows; HubSpot developer documentation, Request validation";

    public override bool SignsTime => false;

    public override Draft Lead(int number, string phone) => new(Here, Json, string.Create(CultureInfo.InvariantCulture, $$$"""
        {"vid":{{{number}}},"canonical-vid":{{{number}}},"portal-id":62515,"is-contact":true,"properties":{
          "firstname":{"value":"Dana","versions":[{"value":"Dana","source-type":"FORM"}]},
          "lastname":{"value":"Levi"},"phone":{"value":"{{{phone}}}"},"email":{"value":"dana@example.com"},"country":{"value":"Israel"}},
         "form-submissions":[{"conversion-id":"be8ca8aa-{{{number}}}","timestamp":1795168798000,"form-id":"6cb1a4b2","page-url":"https://www.example.com/contact"}]}
        """));

    public override Draft Prove(Draft draft, DateTimeOffset now) => Sign(draft, Key);

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => Sign(draft, Key + "x");

    private static Draft Sign(Draft draft, string key) => draft
        .With("X-HubSpot-Signature-Version", "v2")
        .With("X-HubSpot-Signature", Hex(SHA256.HashData([.. Utf8(key + draft.Method + draft.Url), .. draft.Body])));
}
