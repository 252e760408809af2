using System.Globalization;
using Click2Call.Functions;
using Click2Call.Functions.Lines;
using Click2Call.Hosting.Telemetry;
using Click2Call.Hosting.Telemetry.Insights;

namespace Click2Call.Hosting.Settings;

/// <summary>
/// Every setting that the app reads, once. The check at start, the table in docs/settings.md, <c>local.settings.example.json</c> and the
/// infrastructure's description are held against this list.
/// </summary>
internal static class AppSettings
{
    private const int MostProxies = 10;

    /// <summary>The settings whose names go on as the operator likes: the secrets of Development.</summary>
    public const string SecretsSection = "Secrets";

    /// <summary>The settings.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("AzureWebJobsStorage", SettingPlace.Elsewhere),
        new("AzureWebJobsStorage__accountName", SettingPlace.Azure),
        new("AzureWebJobsStorage__credential", SettingPlace.Azure),
        new("AzureWebJobsStorage__clientId", SettingPlace.Azure, ClientId("AzureWebJobsStorage__clientId")),
        new("AzureWebJobsStorage__managedIdentityResourceId", SettingPlace.Elsewhere, value => value.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase)
            ? null
            : "AzureWebJobsStorage__managedIdentityResourceId must be the identity's resource id, which begins with /subscriptions/."),
        new("AzureWebJobsStorage__blobServiceUri", SettingPlace.Elsewhere),
        new("AzureWebJobsStorage__queueServiceUri", SettingPlace.Elsewhere),
        new("AzureWebJobsStorage__tableServiceUri", SettingPlace.Elsewhere),
        new("KeyVaultUri", SettingPlace.Azure),
        new("KeyVaultClientId", SettingPlace.Elsewhere, ClientId("KeyVaultClientId")),
        new("AZURE_CLIENT_ID", SettingPlace.Azure, ClientId("AZURE_CLIENT_ID")),
        new("SecretsFromConfiguration", SettingPlace.Elsewhere, YesOrNo("SecretsFromConfiguration")),
        new("TrustedProxies", SettingPlace.Azure, value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var hops) && hops <= MostProxies
            ? null
            : $"TrustedProxies is '{value}'; it must be the number of proxies in front of the app, 0 to {MostProxies}."),
        new("AllowPrivateNetworks", SettingPlace.Azure, YesOrNo("AllowPrivateNetworks")),
        new("PublicBaseUrl", SettingPlace.Azure, value => IsBareAddress(value)
            ? null
            : "PublicBaseUrl must be the scheme and host of the app as others know it, such as https://calls.example.com."),
        new("TurnstileUrl", SettingPlace.Elsewhere, value => Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? null
            : "TurnstileUrl must be the address that checks Turnstile's tokens, such as https://challenges.cloudflare.com/turnstile/v0/siteverify."),
        new(Retention.Setting, SettingPlace.Azure, Retention.Mistake),
        new(KazooSettings.AuthRequiredOnV1, SettingPlace.Elsewhere, YesOrNo(KazooSettings.AuthRequiredOnV1)),
        new(KazooSettings.ConnectStatusOnV1, SettingPlace.Elsewhere, KazooSettings.StatusMistake(KazooSettings.ConnectStatusOnV1)),
        new(KazooSettings.CreateStatusOnV1, SettingPlace.Elsewhere, KazooSettings.StatusMistake(KazooSettings.CreateStatusOnV1)),
        new("Simulator__Enabled", SettingPlace.Azure, YesOrNo("Simulator__Enabled")),
        new("Telemetry__ApplicationInsights", SettingPlace.Azure, value => InsightsConnection.Parse(value) is not null
            ? null
            : "Telemetry__ApplicationInsights is not a connection string of Application Insights: copy the whole of it, it begins with InstrumentationKey=."),
        new("Telemetry__Credential", SettingPlace.Azure, value => value.Equals("managedidentity", StringComparison.OrdinalIgnoreCase)
            ? null
            : "Telemetry__Credential must be managedidentity, or be left out where Application Insights takes telemetry without an identity."),
        new("Telemetry__OtlpEndpoint", SettingPlace.Elsewhere, value => IsBareAddress(value)
            ? null
            : "Telemetry__OtlpEndpoint must be the address of an OpenTelemetry collector for HTTP, such as http://collector:4318."),
        new("Telemetry__OtlpHeaders", SettingPlace.Elsewhere, value => value.Split(',').All(header => header.IndexOf('=', StringComparison.Ordinal) > 0)
            ? null
            : "Telemetry__OtlpHeaders must be name=value pairs with commas between them."),
        new("Telemetry__MetricInterval", SettingPlace.Elsewhere, value =>
            value.Contains(':') && TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var interval) && interval >= TimeSpan.FromSeconds(1) && interval <= TimeSpan.FromMinutes(10)
                ? null
                : $"Telemetry__MetricInterval is '{value}'; it must be a time from 00:00:01 to 00:10:00, such as {TelemetrySettings.DefaultMetricInterval:c}."),
        new("StandAlone__QueueConcurrency", SettingPlace.StandAlone),
        new("StandAlone__BatchSize", SettingPlace.StandAlone),
        new("StandAlone__Visibility", SettingPlace.StandAlone),
        new("StandAlone__MaxDequeueCount", SettingPlace.StandAlone),
        new("StandAlone__ActivePoll", SettingPlace.StandAlone),
        new("StandAlone__IdlePoll", SettingPlace.StandAlone),
        new("StandAlone__FunctionTimeout", SettingPlace.StandAlone),
        new("StandAlone__DrainTime", SettingPlace.StandAlone),
        new("Demo__Account", SettingPlace.Development),
        new("Demo__ClickToCall", SettingPlace.Development),
        new("Demo__Key", SettingPlace.Development),
        new("CLICK2CALL_FAULT", SettingPlace.Development),
    ];

    private static bool IsBareAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" };

    // The identity's name or its object id is what is taken for it.
    private static Func<string, string?> ClientId(string name) =>
        value => Guid.TryParse(value, out _) ? null : $"{name} is '{value}'; it must be the client id of the identity, such as 99999999-8888-4777-8666-555555555555.";

    private static Func<string, string?> YesOrNo(string name) =>
        value => bool.TryParse(value, out _) ? null : $"{name} is '{value}'; it must be true or false.";
}
