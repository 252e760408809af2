using System.Globalization;

namespace Click2Call.Crm.Tests.Recordings;

internal class Bitrix24Recording : Recording
{
    public override string Source => "bitrix24";

    public override string Document => "Bitrix24 REST API documentation, Events: Event handler; crm.lead.get";

    public override bool CoversBody => false;

    public override IReadOnlyDictionary<string, string> SecretValues => new Dictionary<string, string> { ["bitrix24-secret"] = Key, ["bitrix24-token"] = "1/code4567" };

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Options => Texts(("baseUrl", Api));

    public override Draft Lead(int number, string phone) => new(Here, FormType, Form(
        ("event", "ONCRMLEADADD"), ("event_handler_id", "6"), ("data[FIELDS][ID]", phone.Length == 0 ? $"{number + 900}" : $"{number}"), ("ts", "1795168798"),
        ("auth[domain]", "example.bitrix24.com"), ("auth[member_id]", "bf7c4d6a"), ("auth[application_token]", "TOKEN")));

    public override Draft Prove(Draft draft, DateTimeOffset now) => draft with { Body = Utf8(draft.Text.Replace("TOKEN", Key, StringComparison.Ordinal)) };

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => draft with { Body = Utf8(draft.Text.Replace("TOKEN", Key + "x", StringComparison.Ordinal)) };

    public override string? Record(string path, Func<int, string> phone)
    {
        if (!path.StartsWith("/rest/1/code4567/crm.lead.get?id=", StringComparison.Ordinal))
            return null;
        var number = int.Parse(path.Split('=')[1], CultureInfo.InvariantCulture);
        var phones = phone(number) is { Length: > 0 } text ? $$$""","PHONE":[{"ID":"1","VALUE_TYPE":"WORK","VALUE":"{{{text}}}","TYPE_ID":"PHONE"}]""" : "";
        return $$$"""{"result":{"ID":"{{{number}}}","TITLE":"From the site","NAME":"Dana","LAST_NAME":"Levi","CONTACT_ID":null{{{phones}}},"EMAIL":[{"VALUE":"dana@example.com"}]},"time":{"start":1795168798.1}}""";
    }
}
