namespace Click2Call.Crm.Tests.Recordings;

/// <summary>Flat JSON, HTTP Basic.</summary>
internal sealed class GenericBasicRecording : Recording
{
    public override string Source => "generic";

    public override string Document => "docs/crm.md, generic";

    public override bool CoversBody => false;

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Options => Texts(("auth", "basic"), ("user", "erp"));

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Fields => new Dictionary<string, IReadOnlyList<string>> { ["phone"] = ["Telefon"], ["name"] = ["Vorname", "Nachname"], ["event"] = ["Nr"] };

    public override Draft Lead(int number, string phone) => new(Here, Json, $$$"""{"Nr":{{{number}}},"Vorname":"Dana","Nachname":"Levi","Telefon":"{{{phone}}}"}""");

    public override Draft Prove(Draft draft, DateTimeOffset now) => draft.With("Authorization", "Basic " + Convert.ToBase64String(Utf8("erp:" + Key)));

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => draft.With("Authorization", "Basic " + Convert.ToBase64String(Utf8("other:" + Key)));
}
