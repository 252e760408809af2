namespace Click2Call.Crm.Tests.Recordings;

internal class ElementorRecording : TokenRecording
{
    public override string Source => "elementor";

    public override string Document => "Elementor developers, Form webhook action: fields by label";

    public override bool NamesEvents => false;

    public override Draft Lead(int number, string phone) =>
        new(Here, FormType, Form(("Name", "Dana Levi"), ("Phone", phone), ("Email", "dana@example.com"), ("Order", $"{number}"), ("form_id", "3a1b5f0"), ("form_name", "Contact")));
}
