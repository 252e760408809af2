using Click2Call.Accounts;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;

namespace Click2Call.Crm;

/// <summary>A tool that signs nothing but shows a secret of ours, and sends fields that its user names.</summary>
/// <param name="secret">Where its user enters the secret.</param>
internal abstract class FormTool(string secret) : CrmSource
{
    /// <inheritdoc />
    public sealed override IReadOnlyList<WebhookSetting> Settings { get; } = [CommonSettings.Secret(secret), CommonSettings.Region];

    /// <inheritdoc />
    public sealed override BodyForms Forms => BodyForms.Json | BodyForms.Form;

    /// <summary>Where the lead's parts stand unless the settings say otherwise; absent: where forms usually have them.</summary>
    protected virtual IReadOnlyDictionary<string, string[]>? Places => null;

    /// <inheritdoc />
    public sealed override Proof Verify(WebhookPost post, SourceSetup setup) => SharedSecret.Check(post, setup.Key);

    private protected override LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup) => new FieldMap(setup.Settings, Places).Read(body, setup.Now);
}
