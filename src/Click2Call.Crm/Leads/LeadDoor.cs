using Click2Call.Accounts;

namespace Click2Call.Crm.Leads;

/// <summary>The door through which a lead came.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Account">The account.</param>
/// <param name="Click">The click-to-call.</param>
/// <param name="Settings">The source's settings there.</param>
internal sealed record LeadDoor(string Source, Account Account, ClickToCall Click, WebhookSettings Settings)
{
    /// <summary>Where numbers without a country code are read, unless the lead names its country.</summary>
    public string Region => Settings.Option(CommonSettings.RegionName) ?? Account.DefaultRegion;
}
