using Click2Call.Accounts;

namespace Click2Call.Crm;

/// <summary>Settings that several sources share.</summary>
internal static class CommonSettings
{
    public const string RegionName = "region";
    public const string BaseUrlName = "baseUrl";

    /// <summary>Where numbers without a country code are read.</summary>
    public static readonly WebhookSetting Region =
        new(RegionName, WebhookSettingKind.Region, "the region of numbers without a country code, where the lead names no country; else the account's");

    /// <summary>The secret by which a post proves where it comes from.</summary>
    public static WebhookSetting Secret(string what) => new("secret", WebhookSettingKind.Secret, what) { Needed = true };

    /// <summary>The token with which records are fetched.</summary>
    public static WebhookSetting Token(string what, bool needed = true) => new("token", WebhookSettingKind.Secret, what) { Needed = needed, ForReading = true };

    /// <summary>Where the API is.</summary>
    public static WebhookSetting BaseUrl(string what, bool needed = false) => new(BaseUrlName, WebhookSettingKind.Address, what) { Needed = needed };
}
