namespace Click2Call.Crm.Tests.Recordings;

internal sealed class ContactForm7Recording : TokenRecording
{
    public override string Source => "contact-form-7";

    public override string Document => "WordPress plugin CF7 to Webhook, readme; Contact Form 7, Types of form tags";

    public override bool NamesEvents => false;

    public override Draft Lead(int number, string phone) =>
        new(Here, Json, $$$"""{"your-name":"Dana Levi","your-email":"dana@example.com","your-tel":"{{{phone}}}","your-message":"Order {{{number}}}"}""");
}
