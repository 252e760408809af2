namespace Click2Call.Crm.Sources;

/// <summary>
/// Contact Form 7 has no webhooks; plugins send its fields (<c>your-name</c>, <c>your-tel</c>) as JSON or form ("CF7 to
/// Webhook", "Contact Form 7 to API"). Nothing is signed, and there is no event id: a hash of the fields and the hour stands for it.
/// </summary>
internal sealed class ContactForm7() : FormTool("a long random text of yours, in the webhook's URL as ?token= or as the header X-Webhook-Token")
{
    public override string Name => "contact-form-7";
}
