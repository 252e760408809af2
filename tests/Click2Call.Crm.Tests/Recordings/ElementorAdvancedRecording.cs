namespace Click2Call.Crm.Tests.Recordings;

internal sealed class ElementorAdvancedRecording : ElementorRecording
{
    public override string Document => "Elementor developers, Form webhook action: advanced data";

    public override Draft Lead(int number, string phone) => new(Here, FormType, Form(
        ("form[id]", "3a1b5f0"), ("form[name]", "Contact"),
        ("fields[name][id]", "name"), ("fields[name][type]", "text"), ("fields[name][title]", "Name"), ("fields[name][value]", "Dana Levi"), ("fields[name][raw_value]", "Dana Levi"), ("fields[name][required]", "0"),
        ("fields[field_7a]" + "[id]", "field_7a"), ("fields[field_7a][type]", "tel"), ("fields[field_7a][title]", "Where do we reach you?"), ("fields[field_7a][value]", phone),
        ("fields[order][type]", "text"), ("fields[order][title]", "Order"), ("fields[order][value]", $"{number}")));
}
