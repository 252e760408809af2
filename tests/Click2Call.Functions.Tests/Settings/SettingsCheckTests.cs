using System.Text.Json;
using System.Text.RegularExpressions;
using Click2Call.Hosting.Settings;
using Click2Call.Hosting.Start;
using Click2Call.Hosting.Telemetry;
using Click2Call.Testing;
using Microsoft.Extensions.Configuration;

namespace Click2Call.Functions.Tests.Settings;

/// <summary>Settings: all mistakes at once, and the documents, the example and the code name the same ones.</summary>
public sealed partial class SettingsCheckTests
{
    /// <summary>What the web server, the Functions host and the Core Tools read.</summary>
    private static readonly string[] OfOthers = ["urls", "http_ports", "https_ports", "ASPNETCORE_URLS", "FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsDisableHomepage", "DOTNET_ENVIRONMENT", "FUNCTIONS_CUSTOMHANDLER_PORT", "WEBSITE_HOSTNAME"];

    [Fact]
    public void All_mistakes_are_told_at_once() => Assert.Equal(
        [
            "Storage is not configured: set AzureWebJobsStorage to a connection string, or AzureWebJobsStorage__accountName to an account that a managed identity may use.",
            "KeyVaultUri must be the address of a vault, such as https://my-vault.vault.azure.net/.",
            "TrustedProxies is 'one'; it must be the number of proxies in front of the app, 0 to 10.",
            "AllowPrivateNetworks is 'yes'; it must be true or false.",
            "TurnstileUrl must be the address that checks Turnstile's tokens, such as https://challenges.cloudflare.com/turnstile/v0/siteverify.",
            "Telemetry__ApplicationInsights is not a connection string of Application Insights: copy the whole of it, it begins with InstrumentationKey=.",
            "Telemetry__OtlpEndpoint must be the address of an OpenTelemetry collector for HTTP, such as http://collector:4318.",
            "Telemetry__MetricInterval is '5'; it must be a time from 00:00:01 to 00:10:00, such as 00:00:30.",
            "StandAlone__BatchSize is '0'; it must be a number from 1 to 32.",
            "StandAlone__IdlePoll is shorter than StandAlone__ActivePoll; an idle queue is looked at less often.",
            "There is no setting Telemetry__OtlpHeader; Telemetry__OtlpHeaders was probably meant.",
            "There is no setting StandAlone__Colour; take it out.",
        ],
        Mistakes(
            functionsHost: false,
            ("KeyVaultUri", "my-vault"),
            ("TrustedProxies", "one"),
            ("AllowPrivateNetworks", "yes"),
            ("TurnstileUrl", "siteverify"),
            ("Telemetry:ApplicationInsights", "secret-of-somebody"),
            ("Telemetry:OtlpEndpoint", "collector:4318"),
            ("Telemetry:MetricInterval", "5"),
            ("Telemetry:OtlpHeader", "a=b"),
            ("StandAlone:BatchSize", "0"),
            ("StandAlone:ActivePoll", "00:00:02"),
            ("StandAlone:Colour", "blue")));

    [Theory]
    [InlineData("AzureWebJobsStorage", "acme", "AzureWebJobsStorage is not a connection string: it must be name=value pairs with semicolons between them.")]
    [InlineData("AzureWebJobsStorage", "AccountName=acme", "The connection string in AzureWebJobsStorage has no AccountKey.")]
    [InlineData("AzureWebJobsStorage", "AccountName=acme;AccountKey=half-a-k", "The AccountKey in AzureWebJobsStorage is not base64: copy the whole key.")]
    [InlineData("AzureWebJobsStorage__accountName", "https://acme.table.core.windows.net", "AzureWebJobsStorage__accountName is not the name of a storage account: 3 to 24 lower-case letters and digits.")]
    [InlineData("AzureWebJobsStorage__tableServiceUri", "http://acme.table.core.windows.net", "AzureWebJobsStorage__tableServiceUri must be an https address: a token is never sent in the clear.")]
    [InlineData("AzureWebJobsStorage__credential", "key", "AzureWebJobsStorage__credential must be managedidentity, or azurecli on an operator's machine: no other credential is supported.")]
    [InlineData("AzureWebJobsStorage__clientId", "id-click2call", "AzureWebJobsStorage__clientId is 'id-click2call'; it must be the client id of the identity, such as 99999999-8888-4777-8666-555555555555.")]
    [InlineData("AzureWebJobsStorage__managedIdentityResourceId", "id-click2call", "AzureWebJobsStorage__managedIdentityResourceId must be the identity's resource id, which begins with /subscriptions/.")]
    [InlineData("AzureWebJobsStorage__clientid2", "x", "There is no setting AzureWebJobsStorage__clientid2; AzureWebJobsStorage__clientId was probably meant.")]
    [InlineData("AZURE_CLIENT_ID", "acme", "AZURE_CLIENT_ID is 'acme'; it must be the client id of the identity, such as 99999999-8888-4777-8666-555555555555.")]
    [InlineData("KeyVaultClientId", "acme", "KeyVaultClientId is 'acme'; it must be the client id of the identity, such as 99999999-8888-4777-8666-555555555555.")]
    [InlineData("KeyVaultUri", "http://acme.vault.azure.net/", "KeyVaultUri must be the address of a vault, such as https://my-vault.vault.azure.net/.")]
    [InlineData("KeyVaultUrl", "https://acme.vault.azure.net/", "There is no setting KeyVaultUrl; KeyVaultUri was probably meant.")]
    [InlineData("SecretsFromConfiguration", "on", "SecretsFromConfiguration is 'on'; it must be true or false.")]
    [InlineData("TrustedProxies", "11", "TrustedProxies is '11'; it must be the number of proxies in front of the app, 0 to 10.")]
    [InlineData("TrustedProxys", "1", "There is no setting TrustedProxys; TrustedProxies was probably meant.")]
    [InlineData("PublicBaseUrl", "calls.example.com", "PublicBaseUrl must be the scheme and host of the app as others know it, such as https://calls.example.com.")]
    [InlineData("PublicBaseUrl", "https://calls.example.com?a=1", "PublicBaseUrl must be the scheme and host of the app as others know it, such as https://calls.example.com.")]
    [InlineData("Kazoo__AuthRequiredOnV1", "yes", "Kazoo__AuthRequiredOnV1 is 'yes'; it must be true or false.")]
    [InlineData("Kazoo__ConnectStatusOnV1", "202", "Kazoo__ConnectStatusOnV1 is '202'; it must be 200 or 201.")]
    [InlineData("Kazoo__CreateStatusOnV2", "200", "There is no setting Kazoo__CreateStatusOnV2; Kazoo__CreateStatusOnV1 was probably meant.")]
    [InlineData("RetentionDays", "0", "RetentionDays is '0'; it must be a number of days from 1 to 3660.")]
    [InlineData("RetentionDay", "5", "There is no setting RetentionDay; RetentionDays was probably meant.")]
    [InlineData("Simulator__Enabled", "1", "Simulator__Enabled is '1'; it must be true or false.")]
    [InlineData("Telemetry__Credential", "key", "Telemetry__Credential must be managedidentity, or be left out where Application Insights takes telemetry without an identity.")]
    [InlineData("Telemetry__OtlpHeaders", "secret", "Telemetry__OtlpHeaders must be name=value pairs with commas between them.")]
    [InlineData("StandAlone__Visibility", "00:00:01", "StandAlone__Visibility is '00:00:01'; it must be a time from 00:00:03 to 00:10:00, such as 00:00:15.")]
    public void A_mistake_is_told_in_one_sentence_that_names_the_setting(string name, string value, string sentence)
    {
        (string, string)[] good = name == "AzureWebJobsStorage" ? [] : [("AzureWebJobsStorage:accountName", "acme")];
        Assert.Equal([sentence], Mistakes(functionsHost: false, [.. good.Where(one => one.Item1 != Key(name)), (Key(name), value)]));
        if (value.Contains("half-a-k", StringComparison.Ordinal) || value == "secret")
            Assert.DoesNotContain(value, sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_with_underscores_where_a_file_has_colons_was_said_not_to_exist_and_to_be_meant() => Assert.Equal(
        ["In a file of settings, StandAlone__BatchSize is called StandAlone:BatchSize."],
        Mistakes(functionsHost: false, ("AzureWebJobsStorage:accountName", "acme"), ("StandAlone__BatchSize", "8")));

    [Fact]
    public void The_command_line_takes_names_as_the_environment_does()
    {
        var settings = AppBuilder.Create(["--StandAlone__BatchSize=8", "--Telemetry__OtlpHeaders", "a__b=c__d", "--StandAlone:MaxDequeueCount=9", "Simulator__Enabled=true"]).Configuration;
        Assert.Equal(
            ("8", "a__b=c__d", "9", "true"),
            (settings["StandAlone:BatchSize"], settings["Telemetry:OtlpHeaders"], settings["StandAlone:MaxDequeueCount"], settings["Simulator:Enabled"]));
    }

    [Fact]
    public void A_neighbours_setting_is_no_mistake() => Assert.Empty(Mistakes(
        functionsHost: true,
        ("AzureWebJobsStorage:accountName", "acme"),
        ("AzureWebJobsDisableHomepage", "true"),
        ("AZURE_TENANT_ID", "x"),
        ("PATH", "/bin"),
        ("AzureWebJobsStorage:tenantId", "x")));

    [Fact]
    public void Good_settings_have_no_mistakes() => Assert.Empty(Mistakes(
        functionsHost: true,
        ("AzureWebJobsStorage:accountName", "acme"),
        ("AzureWebJobsStorage:credential", "managedidentity"),
        ("KeyVaultUri", "https://acme.vault.azure.net/"),
        ("TrustedProxies", "1"),
        ("AllowPrivateNetworks", "False"),
        ("TurnstileUrl", "http://127.0.0.1:8099/siteverify"),
        ("Telemetry:ApplicationInsights", "InstrumentationKey=99999999-8888-4777-8666-555555555555;IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/"),
        ("Telemetry:Credential", "managedidentity"),
        ("Telemetry:OtlpEndpoint", "http://collector:4318"),
        ("Telemetry:OtlpHeaders", "a=b,c=d"),
        ("Secrets:anything", "x")));

    [Fact]
    public void Nothing_is_sent_unless_a_place_is_named()
    {
        Assert.False(TelemetrySettings.Read(Configuration()).On);
        Assert.Equal(TimeSpan.FromSeconds(30), TelemetrySettings.Read(Configuration()).MetricInterval);
        Assert.True(TelemetrySettings.Read(Configuration(("Telemetry:OtlpEndpoint", "http://collector:4318"))).On);
    }

    [Fact]
    public void The_settings_page_has_a_row_for_every_setting_and_none_for_another()
    {
        var table = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "settings.md"));
        var named = table.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).SelectMany(line => Name().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value)).ToHashSet();
        Assert.All(
            AppSettings.All.Where(setting => setting.Where != SettingPlace.Development),
            setting => Assert.True(named.Contains(setting.Name), $"docs/settings.md has no row for the setting {setting.Name}."));
        Assert.All(named.Except(OfOthers), name => Assert.True(AppSettings.All.Any(setting => setting.Name == name), $"docs/settings.md has a row for {name}, which the app does not read."));
    }

    [Fact]
    public void The_example_for_the_Core_Tools_names_known_settings_and_starts()
    {
        using var example = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "local.settings.example.json")));
        var values = example.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(value => value.Name, value => value.Value.GetString());
        Assert.All(values.Keys.Except(OfOthers), name => Assert.Contains(AppSettings.All, setting => setting.Name == name));
        Assert.Empty(Mistakes(functionsHost: true, [.. values.Select(value => (value.Key.Replace("__", ":", StringComparison.Ordinal), value.Value!))]));
        Assert.Equal("custom", values["FUNCTIONS_WORKER_RUNTIME"]);
    }

    [Fact]
    public void Whatever_the_code_reads_is_in_the_list()
    {
        // The dialects call the settings of lines and extensions so, and read nothing of the host's.
        var sources = new DirectoryInfo(Path.Combine(RepositoryRoot.Path, "src")).EnumerateFiles("*.cs", SearchOption.AllDirectories)
            .Where(file => !file.FullName.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !file.FullName.Contains("Click2Call.Dialects", StringComparison.Ordinal))
            .Select(file => File.ReadAllText(file.FullName)).ToList();
        var everything = string.Join('\n', sources);
        var read = new HashSet<string>(StringComparer.Ordinal);
        foreach (var match in sources.SelectMany(source => Reading().Matches(source).Select(match => (source, match))))
        {
            var what = match.match.Groups[2].Value;
            if (match.match.Groups[1].Value.Length > 0)
            {
                read.Add(what);
                continue;
            }

            // A constant, of this file or of another.
            var constant = Regex.Match(match.source, $@"const string {Regex.Escape(what.Split('.')[^1])} = ""([^""]+)""");
            if (!constant.Success && what.Contains('.'))
                constant = Regex.Match(everything, $@"const string {Regex.Escape(what.Split('.')[^1])} = ""([^""]+)""");
            if (constant.Success)
                read.Add(constant.Groups[1].Value);
        }

        Assert.Contains("TrustedProxies", read);
        Assert.Contains("Telemetry:OtlpEndpoint", read);
        Assert.All(read.Except(OfOthers), key => Assert.True(
            AppSettings.All.Any(setting => setting.Key.Equals(key.Replace("__", ":", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)),
            $"The code reads the setting {key}; add it to AppSettings, to the table in docs/settings.md and, where the deployment sets it, to infra/modules/app.bicep."));
    }

    private static IReadOnlyList<string> Mistakes(bool functionsHost, params (string Name, string Value)[] settings) =>
        SettingsCheck.Mistakes(Configuration(settings), development: false, functionsHost);

    private static string Key(string name) => name.Replace("__", ":", StringComparison.Ordinal);

    private static IConfigurationRoot Configuration(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();

    [GeneratedRegex("`([A-Za-z][A-Za-z0-9_]+)[^`]*`")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?:[cC]onfiguration|[sS]ettings|IConfiguration>\(\))\[(""?)([A-Za-z][A-Za-z0-9_.:]*)""?\]")]
    private static partial Regex Reading();
}
