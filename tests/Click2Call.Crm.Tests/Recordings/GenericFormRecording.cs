namespace Click2Call.Crm.Tests.Recordings;

/// <summary>A multipart form, token in a header of the sender's own.</summary>
internal sealed class GenericFormRecording : Recording
{
    public override string Source => "generic";

    public override string Document => "docs/crm.md, generic; RFC 7578";

    public override bool CoversBody => false;

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Options => Texts(("auth", "token"), ("header", "X-Jot-Token"));

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Fields => new Dictionary<string, IReadOnlyList<string>> { ["phone"] = ["q5_phone"], ["name"] = ["q3_name"], ["event"] = ["submissionID"] };

    public override Draft Lead(int number, string phone) => new(Here, "multipart/form-data; boundary=----XyZ", string.Join("\r\n",
    [
        "------XyZ", "Content-Disposition: form-data; name=\"submissionID\"", "", $"{number}",
        "------XyZ", "Content-Disposition: form-data; name=\"q3_name\"", "", "Dana Levi",
        "------XyZ", "Content-Disposition: form-data; name=\"q5_phone\"", "", phone,
        "------XyZ", "Content-Disposition: form-data; name=\"photo\"; filename=\"a.png\"", "Content-Type: image/png", "", "PNG",
        "------XyZ--", "",
    ]));

    public override Draft Prove(Draft draft, DateTimeOffset now) => draft.With("X-Jot-Token", Key);

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => draft.With("X-Jot-Token", Key + "x");
}
