using System.Globalization;
using System.Security.Cryptography;

namespace Click2Call.Crm.Tests.Recordings;

/// <summary>A list of leads anywhere in JSON, found by pointers; HMAC-SHA512 over time and body.</summary>
internal sealed class GenericHmacRecording : Recording
{
    public override string Source => "generic";

    public override bool SignsTime => true;

    public override string Document => "docs/crm.md, generic";

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Options => Texts(
        ("auth", "hmac"), ("header", "X-Acme-Signature"), ("prefix", "v1="), ("algorithm", "sha512"), ("encoding", "base64"), ("timestampHeader", "X-Acme-Time"));

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Fields => new Dictionary<string, IReadOnlyList<string>>
    {
        ["leads"] = ["/batch/people"], ["phone"] = ["/reach/0/e~1mail", "/reach/0/tel"], ["name"] = ["/who"], ["event"] = ["/uid"], ["country"] = ["/land"], ["time"] = ["/at"],
    };

    public override Draft Lead(int number, string phone) => new(Here, Json, Body(Person(number, phone)));

    public override Draft Batch(IReadOnlyList<string> phones) => new(Here, Json, Body(string.Join(',', phones.Select((phone, index) => Person(index + 1, phone)))));

    public override Draft Prove(Draft draft, DateTimeOffset now) => Sign(draft, now, Key);

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => Sign(draft, now, Key + "x");

    private static string Body(string people) => $$$"""{"batch":{"people":[{{{people}}}]}}""";

    private static string Person(int number, string phone) => $$$"""{"uid":"u-{{{number}}}","who":"Dana Levi","land":"Israel","at":1795168798,"reach":[{"tel":"{{{phone}}}"}]}""";

    private static Draft Sign(Draft draft, DateTimeOffset now, string key)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return draft.With("X-Acme-Time", time).With("X-Acme-Signature", "v1=" + Convert.ToBase64String(HMACSHA512.HashData(Utf8(key), (byte[])[.. Utf8(time + "."), .. draft.Body])));
    }
}
