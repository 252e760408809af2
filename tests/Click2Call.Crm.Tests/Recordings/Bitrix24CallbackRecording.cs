namespace Click2Call.Crm.Tests.Recordings;

internal sealed class Bitrix24CallbackRecording : Bitrix24Recording
{
    public override string Document => "Bitrix24 REST API documentation, Telephony events: OnExternalCallBackStart";

    public override string? Name => null;

    public override Draft Lead(int number, string phone) => new(Here, FormType, Form(
        ("event", "ONEXTERNALCALLBACKSTART"), ("data[PHONE_NUMBER]", phone), ("data[TEXT]", "Call me"), ("data[CRM_ENTITY_TYPE]", "LEAD"), ("data[CRM_ENTITY_ID]", $"{number}"),
        ("ts", "1795168798"), ("auth[domain]", "example.bitrix24.com"), ("auth[member_id]", "bf7c4d6a"), ("auth[application_token]", "TOKEN")));
}
