using System.Globalization;

namespace Click2Call.Crm.Tests.Recordings;

internal sealed class LinkedInRecording : Recording
{
    public override string Source => "linkedin";

    public override string Document => "LinkedIn API documentation on Microsoft Learn, Webhook validation; Lead Forms (Lead Sync)";

    public override IReadOnlyDictionary<string, string> SecretValues => new Dictionary<string, string> { ["linkedin-secret"] = Key, ["linkedin-token"] = "member-token" };

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Options => Texts(("baseUrl", Api + "/rest"));

    public override Draft Lead(int number, string phone) => new(Here, Json, string.Create(CultureInfo.InvariantCulture, $$$"""
        {"type":"LEAD_ACTION","leadGenFormResponse":"urn:li:leadGenFormResponse:{{{(phone.Length == 0 ? number + 900 : number)}}}","leadGenForm":"urn:li:versionedLeadGenForm:(urn:li:leadGenForm:1,1)","owner":{"sponsoredAccount":"urn:li:sponsoredAccount:5"},"leadType":"SPONSORED","leadAction":"CREATED","occurredAt":1795168798000}
        """));

    public override Draft Prove(Draft draft, DateTimeOffset now) => draft.With("X-LI-Signature", Hex(Hmac(Key, Utf8("hmacsha256="), draft.Body)));

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => draft.With("X-LI-Signature", Hex(Hmac(Key + "x", Utf8("hmacsha256="), draft.Body)));

    public override string? Record(string path, Func<int, string> phone)
    {
        if (!path.StartsWith("/rest/leadFormResponses/", StringComparison.Ordinal))
            return null;
        var number = int.Parse(path.Split('/', '?')[3], CultureInfo.InvariantCulture);
        return $$$"""
            {"id":"{{{number}}}","submittedAt":1795168798000,"testLead":false,
             "formResponse":{"answers":[{"questionId":1,"answerDetails":{"textQuestionAnswer":{"answer":"Dana"} } },{"questionId":2,"answerDetails":{"textQuestionAnswer":{"answer":"Levi"} } },{"questionId":3,"answerDetails":{"textQuestionAnswer":{"answer":"{{{phone(number)}}}"} } }]},
             "form":{"id":1,"name":"Contact","content":{"questions":[{"questionId":1,"predefinedField":"FIRST_NAME"},{"questionId":2,"predefinedField":"LAST_NAME"},{"questionId":3,"predefinedField":"PHONE_NUMBER"}]} } }
            """;
    }
}
