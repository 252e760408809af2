namespace Click2Call.Crm.Tests.Recordings;

internal sealed class ZohoWorkflowRecording : TokenRecording
{
    public override string Source => "zoho";

    public override string Document => "Zoho CRM Help, Webhooks: configure webhooks (body type Form-Data, module parameters)";

    public override bool NamesEvents => false;

    public override Draft Lead(int number, string phone) =>
        new(Here, FormType, Form(("Full_Name", "Dana Levi"), ("Mobile", phone), ("Email", "dana@example.com"), ("Lead_Id", $"{number}")));
}
