using System.Text.Json;
using Click2Call.Functions.Calls;
using Click2Call.Hosting.Settings;
using Click2Call.Testing;

namespace Click2Call.Functions.Tests.Infra;

/// <summary>The infrastructure as Azure's own compiler sees it: that it compiles, and what a deployment would make.</summary>
public sealed class CompiledBicepTests
{
    private const string App = "Microsoft.Web/sites";
    private const string Role = "Microsoft.Authorization/roleAssignments";

    public CompiledBicepTests() => BicepCompiler.Need();

    public static TheoryData<string> Files => [.. Bicep.Files.Select(file => Path.GetRelativePath(RepositoryRoot.Path, file))];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Compiles_and_the_linter_finds_nothing(string file)
    {
        var (template, findings) = await BicepCompiler.Build(Path.Combine(RepositoryRoot.Path, file));
        Assert.Equal("", findings);
        using var json = JsonDocument.Parse(template);
        Assert.True(json.RootElement.GetProperty("resources").GetRawText().Length > 2);
    }

    [Fact]
    public async Task The_compiler_knows_the_names_of_properties()
    {
        var folder = Directory.CreateTempSubdirectory("c2c-bicep-");
        var wrong = Path.Combine(folder.FullName, "wrong.bicep");
        await File.WriteAllTextAsync(wrong, (await File.ReadAllTextAsync(Path.Combine(Bicep.Folder, "modules", "monitoring.bicep"), Ct)).Replace("DisableLocalAuth:", "DisableLocalAut:", StringComparison.Ordinal), Ct);
        Assert.Contains("DisableLocalAut", (await BicepCompiler.Build(wrong)).Findings, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Without_a_wish_it_is_safe_small_and_open_to_the_internet_by_token_only()
    {
        var made = await BicepCompiler.Predict();
        Assert.Equal(
            [
                "Microsoft.Insights/components", "Microsoft.KeyVault/vaults", "Microsoft.ManagedIdentity/userAssignedIdentities", "Microsoft.OperationalInsights/workspaces",
                "Microsoft.Resources/resourceGroups", "Microsoft.Storage/storageAccounts", "Microsoft.Web/serverfarms", App,
            ],
            made.Select(Type).Where(type => type.Count(character => character == '/') == 1 && type is not (Role or "Microsoft.Insights/diagnosticSettings" or "Microsoft.Insights/scheduledQueryRules")).Distinct().Order(StringComparer.Ordinal));

        var storage = Only(made, "Microsoft.Storage/storageAccounts").GetProperty("properties");
        Assert.False(storage.GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.False(storage.GetProperty("allowBlobPublicAccess").GetBoolean());
        Assert.Equal(("Enabled", "Allow"), (Text(storage, "publicNetworkAccess"), Text(storage.GetProperty("networkAcls"), "defaultAction")));
        Assert.True(Only(made, "Microsoft.KeyVault/vaults").GetProperty("properties").GetProperty("enableRbacAuthorization").GetBoolean());
        Assert.True(Only(made, "Microsoft.Insights/components").GetProperty("properties").GetProperty("DisableLocalAuth").GetBoolean());

        var app = Only(made, App).GetProperty("properties");
        Assert.True(app.GetProperty("httpsOnly").GetBoolean());
        var config = app.GetProperty("functionAppConfig");
        Assert.Equal("custom", Text(config.GetProperty("runtime"), "name"));
        Assert.Equal("UserAssignedIdentity", Text(config.GetProperty("deployment").GetProperty("storage").GetProperty("authentication"), "type"));
        var scale = config.GetProperty("scaleAndConcurrency");
        Assert.Equal((40, 2048), (scale.GetProperty("maximumInstanceCount").GetInt32(), scale.GetProperty("instanceMemoryMB").GetInt32()));
        Assert.Equal("""[{"name":"http","instanceCount":1}]""", Compact(scale.GetProperty("alwaysReady")));
        Assert.Equal("FC1", Text(Only(made, "Microsoft.Web/serverfarms").GetProperty("sku"), "name"));

        // Everything is watched, and everything of azd's is tagged.
        Assert.Equal(3, made.Count(resource => Type(resource) == "Microsoft.Insights/diagnosticSettings"));
        Assert.Equal("app", Text(Only(made, App).GetProperty("tags"), "azd-service-name"));
        Assert.All(made.Where(resource => resource.TryGetProperty("tags", out _)), resource => Assert.Equal("test", Text(resource.GetProperty("tags"), "azd-env-name")));
    }

    [Fact]
    public async Task Tables_queues_settings_and_roles_are_those_of_the_code()
    {
        var made = await BicepCompiler.Predict();
        Assert.Equal(CallServices.Tables.Order(StringComparer.Ordinal), Names(made, "Microsoft.Storage/storageAccounts/tableServices/tables"));
        Assert.Equal(CallServices.Queues.Order(StringComparer.Ordinal), Names(made, "Microsoft.Storage/storageAccounts/queueServices/queues"));
        Assert.Equal(["app-package"], Names(made, "Microsoft.Storage/storageAccounts/blobServices/containers"));

        var settings = made.Single(resource => Type(resource) == "Microsoft.Web/sites/config" && Text(resource, "name").EndsWith("/appsettings", StringComparison.Ordinal)).GetProperty("properties");
        Assert.Equal(
            AppSettings.All.Where(setting => setting.Where == SettingPlace.Azure).Select(setting => setting.Name).Append("AzureWebJobsDisableHomepage").Append("AzureFunctionsJobHost__logging__logLevel__default").Order(StringComparer.Ordinal),
            settings.EnumerateObject().Select(setting => setting.Name).Order(StringComparer.Ordinal));

        // Roles are of the app alone, unless there is an operator.
        Assert.Equal(BicepTests.AppRoles.Keys.Order(), Roles(made).Order());
        var withOperator = await BicepCompiler.Predict(("operatorPrincipalId", "'99999999-8888-4777-8666-555555555555'"));
        string[] operators = ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "974c5e8b-45b9-4653-ba55-5f855dd0fb88", "b86a8fe4-44ce-4948-aee5-eccb2c155cd7", "ba92f5b4-2d11-453d-a403-e96b0029c9fe"];
        Assert.Equal(BicepTests.AppRoles.Keys.Concat(operators).Order(), Roles(withOperator).Order());
    }

    [Fact]
    public async Task The_private_network_closes_storage_and_vault_and_leads_the_app_inside()
    {
        var made = await BicepCompiler.Predict(("privateNetwork", "true"));
        foreach (var type in new[] { "Microsoft.Storage/storageAccounts", "Microsoft.KeyVault/vaults" })
        {
            var closed = Only(made, type).GetProperty("properties");
            Assert.Equal(("Disabled", "Deny"), (Text(closed, "publicNetworkAccess"), Text(closed.GetProperty("networkAcls"), "defaultAction")));
        }

        Assert.Equal(
            ["blob", "queue", "table", "vault"],
            made.Where(resource => Type(resource) == "Microsoft.Network/privateEndpoints")
                .Select(endpoint => endpoint.GetProperty("properties").GetProperty("privateLinkServiceConnections")[0].GetProperty("properties").GetProperty("groupIds")[0].GetString()).Order());

        // The suffix of storage's names is the cloud's, and known when it is deployed.
        var zones = made.Where(resource => Type(resource) == "Microsoft.Network/privateDnsZones").Select(zone => Text(zone, "name")).ToList();
        Assert.Equal(4, zones.Count);
        Assert.Contains("privatelink.vaultcore.azure.net", zones);
        Assert.All(["blob", "queue", "table"], service => Assert.Single(zones, zone => zone.StartsWith($"[format('privatelink.{{0}}.{{1}}', '{service}', environment()", StringComparison.Ordinal)));
        Assert.EndsWith("/subnets/app", Text(Only(made, App).GetProperty("properties"), "virtualNetworkSubnetId"), StringComparison.Ordinal);
        Assert.Contains("Microsoft.App/environments", Only(made, "Microsoft.Network/virtualNetworks").GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>With two proxies to believe, whoever called the app by its own name could say any address.</summary>
    [Fact]
    public async Task Behind_Front_Door_the_app_is_reached_through_it_alone_and_deployed_as_before()
    {
        const string Id = "12345678-9abc-4def-8123-456789abcdef";
        var closed = await Site(("frontDoorId", $"'{Id}'"), ("trustedProxies", "2"));
        Assert.Equal("Deny", Text(closed, "ipSecurityRestrictionsDefaultAction"));
        var rule = Assert.Single(closed.GetProperty("ipSecurityRestrictions").EnumerateArray());
        Assert.Equal(("Allow", "ServiceTag", "AzureFrontDoor.Backend"), (Text(rule, "action"), Text(rule, "tag"), Text(rule, "ipAddress")));
        Assert.Equal($$"""{"x-azure-fdid":["{{Id}}"]}""", Compact(rule.GetProperty("headers")));
        Assert.False(closed.GetProperty("scmIpSecurityRestrictionsUseMain").GetBoolean());
        Assert.Equal("Allow", Text(closed, "scmIpSecurityRestrictionsDefaultAction"));

        // Without it nothing is said of them: whoever has another proxy in front closes the app in a way of their own.
        Assert.DoesNotContain("SecurityRestrictions\":[", (await Site()).GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\"Deny\"", (await Site()).GetRawText(), StringComparison.Ordinal);

        static async Task<JsonElement> Site(params (string Name, string Value)[] parameters) =>
            Only(await BicepCompiler.Predict(parameters), App).GetProperty("properties").GetProperty("siteConfig");
    }

    [Fact]
    public async Task Wishes_are_heard()
    {
        var made = await BicepCompiler.Predict(("alwaysReadyInstances", "0"), ("corsAllowedOrigins", "'https://a.example,https://b.example'"), ("alertEmail", "'ops@example.com'"));
        var app = Only(made, App).GetProperty("properties");
        Assert.Equal("[]", Compact(app.GetProperty("functionAppConfig").GetProperty("scaleAndConcurrency").GetProperty("alwaysReady")));
        Assert.Equal("""["https://a.example","https://b.example"]""", Compact(app.GetProperty("siteConfig").GetProperty("cors").GetProperty("allowedOrigins")));
        Assert.Contains("ops@example.com", Only(made, "Microsoft.Insights/actionGroups").GetRawText(), StringComparison.Ordinal);
        var rules = made.Where(resource => Type(resource) == "Microsoft.Insights/scheduledQueryRules").ToList();
        Assert.Equal(6, rules.Count);
        Assert.Equal(1, rules.Count(rule => rule.GetRawText().Contains("LessThan", StringComparison.Ordinal)));
        Assert.All(rules, rule => Assert.Contains("actionGroups/click2call-operators", rule.GetRawText(), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The tables of Application Insights keep what they have for 90 days unless each is told otherwise.</summary>
    [Fact]
    public async Task Telemetry_is_kept_as_long_as_is_said()
    {
        var made = await BicepCompiler.Predict(("telemetryRetentionDays", "45"));
        Assert.Equal(45, Only(made, "Microsoft.OperationalInsights/workspaces").GetProperty("properties").GetProperty("retentionInDays").GetInt32());
        var tables = made.Where(resource => Type(resource) == "Microsoft.OperationalInsights/workspaces/tables").ToList();
        Assert.Equal(["AppDependencies", "AppExceptions", "AppMetrics", "AppRequests", "AppTraces"], tables.Select(table => Text(table, "name").Split('/')[^1]).Order(StringComparer.Ordinal));
        Assert.All(tables, table => Assert.Equal((45, 45), (table.GetProperty("properties").GetProperty("retentionInDays").GetInt32(), table.GetProperty("properties").GetProperty("totalRetentionInDays").GetInt32())));
    }

    private static string Type(JsonElement resource) => Text(resource, "type");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static JsonElement Only(IEnumerable<JsonElement> made, string type) => Assert.Single(made, resource => Type(resource) == type);

    private static IEnumerable<string> Names(IEnumerable<JsonElement> made, string type) =>
        made.Where(resource => Type(resource) == type).Select(resource => Text(resource, "name").Split('/')[^1]).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Roles(IEnumerable<JsonElement> made) =>
        made.Where(resource => Type(resource) == Role).Select(role => Text(role.GetProperty("properties"), "roleDefinitionId").Split('/')[^1]);

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
