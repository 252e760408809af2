using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Click2Call.Calls;
using Click2Call.Functions.Calls;
using Click2Call.Hosting.Catalog;
using Click2Call.Hosting.Settings;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Events;
using Click2Call.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Click2Call.Functions.Tests.Infra;

/// <summary>The infrastructure's description against the code, in both directions: what one names, the other must know.</summary>
public sealed class BicepTests
{
    /// <summary>What the Functions host reads and we do not.</summary>
    private static readonly string[] HostSettings = ["AzureWebJobsDisableHomepage", "AzureFunctionsJobHost__logging__logLevel__default"];

    /// <summary>Flex Consumption refuses these, or they would switch on the host's own telemetry.</summary>
    private static readonly string[] Forbidden =
    [
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPINSIGHTS_INSTRUMENTATIONKEY", "OTEL_EXPORTER_OTLP_ENDPOINT", "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION",
        "WEBSITE_RUN_FROM_PACKAGE", "AzureWebJobsStorage",
    ];

    /// <summary>The roles of the app and nothing more ("Azure built-in roles").</summary>
    internal static readonly Dictionary<string, string> AppRoles = new()
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
    };

    public static TheoryData<string> Files => [.. Bicep.Files.Select(file => Path.GetRelativePath(RepositoryRoot.Path, file))];

    [Fact]
    public async Task Every_file_is_Bicep_to_a_parser_that_is_not_ours() => Assert.Equal("", await Parse(Bicep.Files));

    [Fact]
    public async Task That_parser_finds_what_is_no_Bicep()
    {
        var broken = Path.GetTempFileName();
        await File.WriteAllTextAsync(broken, (await File.ReadAllTextAsync(Bicep.Files[0], Ct)).Replace("resource ", "resuorce ", StringComparison.Ordinal), Ct);
        Assert.NotEqual("", await Parse([broken]));
        File.Delete(broken);
    }

    [Fact]
    public void Tables_are_those_of_the_code() => Same("table", Bicep.Open("modules/storage.bicep").List("tables"), CallServices.Tables);

    [Fact]
    public void Queues_are_those_of_the_code() => Same("queue", Bicep.Open("modules/storage.bicep").List("queues"), CallServices.Queues);

    [Fact]
    public void Every_queue_that_a_function_works_off_is_made_with_its_poison_queue()
    {
        var catalog = new FunctionCatalog();
        AllFunctions.Map(catalog, new ServiceCollection().BuildServiceProvider());
        Assert.All(catalog.Queues, function =>
        {
            Assert.True(CallServices.Queues.Contains(function.Queue), $"CallServices.Queues lacks '{function.Queue}', which {function.Name} works off.");

            // What fails in a queue of poisoned messages stays there (Azure Functions, queue trigger).
            if (!function.Queue.EndsWith("-poison", StringComparison.Ordinal))
                Assert.True(CallServices.Queues.Contains(function.Queue + "-poison"), $"CallServices.Queues lacks '{function.Queue}-poison'.");
        });
    }

    [Fact]
    public void What_failed_for_good_waits_for_nobody()
    {
        // Those two are worked off by the sweeps of calls and of events.
        string[] swept = [AlarmClock.PoisonQueueName, EventQueue.PoisonQueueName];
        var catalog = new FunctionCatalog();
        AllFunctions.Map(catalog, new ServiceCollection().BuildServiceProvider());
        Assert.Equal(
            CallServices.Queues.Where(queue => queue.EndsWith("-poison", StringComparison.Ordinal)).Except(swept).Order(StringComparer.Ordinal),
            catalog.Queues.Select(function => function.Queue).Where(queue => queue.EndsWith("-poison", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void App_settings_are_known_to_the_code_and_the_code_finds_those_it_needs()
    {
        var described = Bicep.Open("modules/app.bicep").AppSettings;
        Assert.All(described.Keys.Except(HostSettings), name => Assert.True(AppSettings.All.Any(setting => setting.Name == name), $"infra/modules/app.bicep sets {name}, which the app does not read."));
        Assert.All(
            AppSettings.All.Where(setting => setting.Where == SettingPlace.Azure),
            setting => Assert.True(described.ContainsKey(setting.Name), $"AppSettings says that the deployment sets {setting.Name}; infra/modules/app.bicep does not."));
        Assert.Empty(described.Keys.Intersect(Forbidden, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_app_has_exactly_the_roles_it_needs()
    {
        var given = Bicep.Files.SelectMany(file => Bicep.At(file).Roles).Where(role => role.Principal == "identityPrincipalId").Select(role => role.Role).ToList();
        Assert.Equal(AppRoles.Keys.Order(), given.Order());
    }

    [Fact]
    public void Nobody_has_a_key()
    {
        var storage = Bicep.Open("modules/storage.bicep").Text;
        Assert.Contains("allowSharedKeyAccess: false", storage, StringComparison.Ordinal);
        Assert.Contains("allowBlobPublicAccess: false", storage, StringComparison.Ordinal);
        Assert.Contains("enableRbacAuthorization: true", Bicep.Open("modules/vault.bicep").Text, StringComparison.Ordinal);
        Assert.Contains("DisableLocalAuth: true", Bicep.Open("modules/monitoring.bicep").Text, StringComparison.Ordinal);
        Assert.All(Bicep.Files, file => Assert.DoesNotMatch("listKeys|listSecrets|AccountKey|sharedKey'", Bicep.At(file).Text));

        // Secrets are named by accounts, not by the installation: nothing is put into the vault.
        Assert.All(Bicep.Files, file => Assert.DoesNotContain("vaults/secrets@", Bicep.At(file).Text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Parameters_are_described_and_used(string file)
    {
        var bicep = Bicep.At(Path.Combine(RepositoryRoot.Path, file));
        Assert.All(bicep.Parameters, parameter =>
        {
            Assert.True(parameter.Described || parameter.Name is "environmentName" or "location", $"{file}: {parameter.Name} has no description.");
            Assert.True(Regex.Count(bicep.Text, $@"\b{parameter.Name}\b") > 1, $"{file}: {parameter.Name} is not used.");
        });
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Modules_get_the_parameters_they_have_and_give_the_outputs_that_are_asked_of_them(string file)
    {
        var bicep = Bicep.At(Path.Combine(RepositoryRoot.Path, file));
        foreach (var (symbol, path, given) in bicep.Modules)
        {
            var module = Bicep.At(Path.Combine(Path.GetDirectoryName(bicep.Path)!, path));
            Assert.Empty(given.Except(module.Parameters.Select(parameter => parameter.Name)));
            Assert.Empty(module.Parameters.Where(parameter => !parameter.Optional).Select(parameter => parameter.Name).Except(given));
            Assert.Empty(Regex.Matches(bicep.Text, $@"\b{symbol}!?\.outputs\.(\w+)").Select(match => match.Groups[1].Value).Except(module.Outputs));
        }
    }

    [Fact]
    public void Main_is_at_the_subscription_and_calls_every_module()
    {
        var main = Bicep.Open("main.bicep");
        Assert.Contains("targetScope = 'subscription'", main.Text, StringComparison.Ordinal);
        Assert.Equal(["identity", "network", "monitoring", "storage", "vault", "app", "alerts"], main.Modules.Select(module => module.Symbol));
        Assert.Contains("param alwaysReadyInstances int = 1", main.Text, StringComparison.Ordinal);
        Assert.Contains("param maximumInstanceCount int = 40", main.Text, StringComparison.Ordinal);
    }

    /// <summary>A second proxy is only to be believed where nobody gets past it: whoever sets one must read of the other.</summary>
    [Fact]
    public void A_second_proxy_is_believed_where_nobody_gets_past_it()
    {
        var described = Regex.Match(Bicep.Open("main.bicep").Text, @"^@description\('(.*)'\)\nparam trustedProxies ", RegexOptions.Multiline).Groups[1].Value;
        Assert.Contains("frontDoorId", described, StringComparison.Ordinal);
        var app = Bicep.Open("modules/app.bicep").Text;
        Assert.Contains("'AzureFrontDoor.Backend'", app, StringComparison.Ordinal);
        Assert.Contains("'x-azure-fdid'", app, StringComparison.Ordinal);
        Assert.Contains("`CLICK2CALL_FRONT_DOOR_ID`", File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "operations.md")), StringComparison.Ordinal);
    }

    /// <summary>
    /// azd passes over what the file does not name and has a default, whatever <c>azd env set</c> said; it makes numbers and
    /// booleans of texts (azure-dev, bicep_provider.go, ensureParameters and armParameterFileValue).
    /// </summary>
    [Fact]
    public void Every_parameter_can_be_set_by_azd_and_has_the_templates_default()
    {
        string[] objects = ["tags"];
        var main = Bicep.Open("main.bicep").Text;
        var defaults = Regex.Matches(main, @"^param (\w+) \w+(?: = '?(.*?)'?)?$", RegexOptions.Multiline).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        using var parameters = JsonDocument.Parse(File.ReadAllText(Path.Combine(Bicep.Folder, "main.parameters.json")));
        var given = parameters.RootElement.GetProperty("parameters").EnumerateObject().ToDictionary(parameter => parameter.Name, parameter => Regex.Match(parameter.Value.GetProperty("value").GetString()!, @"^\$\{([A-Z0-9_]+)(?:=(.*))?\}$"));
        Assert.Equal(defaults.Keys.Except(objects).Order(), given.Keys.Order());
        var operations = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "operations.md"));
        foreach (var (name, value) in given)
        {
            Assert.True(value.Success, name);
            Assert.Equal(defaults[name], value.Groups[2].Value);
            if (!value.Groups[1].Value.StartsWith("AZURE_", StringComparison.Ordinal))
                Assert.Contains($"| `{value.Groups[1].Value}` | {(defaults[name].Length == 0 ? "none" : defaults[name])} |", operations, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Azd_finds_the_project_and_the_app()
    {
        var azd = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "azure.yaml"));
        var service = Regex.Match(azd, @"services:\s*\n  (\w+):\s*\n    project: (\S+)\s*\n    language: dotnet\s*\n    host: function");
        Assert.True(service.Success, azd);
        Assert.Contains($"'azd-service-name': '{service.Groups[1].Value}'", Bicep.Open("modules/app.bicep").Text, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(RepositoryRoot.Path, service.Groups[2].Value)));
        Assert.Contains("'azd-env-name'", Bicep.Open("main.bicep").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Alerts_ask_for_what_the_app_tells()
    {
        var alerts = Bicep.Open("modules/alerts.bicep").Text;
        var sources = string.Concat(new DirectoryInfo(Path.Combine(RepositoryRoot.Path, "src")).EnumerateFiles("*.cs", SearchOption.AllDirectories)
            .Where(file => !file.FullName.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(file => File.ReadAllText(file.FullName)));
        var names = Regex.Matches(alerts, "name == \"([^\"]+)\"").Concat(Regex.Matches(alerts, @"customDimensions\[""([^""]+)""\]")).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(names.Count >= 6, string.Join(' ', names));
        Assert.All(names, name => Assert.True(sources.Contains($"\"{name}\"", StringComparison.Ordinal), $"infra/modules/alerts.bicep asks for {name}, which the app does not tell."));

        // A row of a measure is as old as what it tells. A span is as old as its beginning, and a late one is never in the window.
        var queries = Regex.Matches(alerts, "query: '(.*)'").Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(6, queries.Count);
        Assert.All(queries, query =>
        {
            Assert.StartsWith("customMetrics | where name == ", query, StringComparison.Ordinal);
            Assert.All(Regex.Matches(query, "name == \"([^\"]+)\"").Select(match => match.Groups[1].Value), metric =>
            {
                var made = Regex.Match(sources, $@"(CreateCounter<\w+>|CreateGauge<\w+>|CreateObservableGauge|Seconds)\(\s*""{Regex.Escape(metric)}""");
                Assert.True(made.Success, $"{metric} is no measure of the app.");

                // InsightsMetrics writes the most of a histogram alone, in seconds.
                Assert.True(made.Groups[1].Value == "Seconds" || !query.Contains("valueMax", StringComparison.Ordinal), $"{metric} has no valueMax.");
            });
        });
        var outcomes = Regex.Match(alerts, @" in \(([^)]*)\)").Groups[1].Value.Split(',').Select(outcome => outcome.Trim(' ', '"')).ToList();
        Assert.All(outcomes, outcome => Assert.True(Words.TryRead<CallOutcome>(outcome, out _), $"There is no outcome {outcome}."));
        var operations = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "operations.md"));
        Assert.All(Regex.Matches(alerts, "    name: '([a-z-]+)'\\s+title:").Select(match => match.Groups[1].Value), rule => Assert.Contains($"`click2call-{rule}`", operations, StringComparison.Ordinal));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static void Same(string what, IReadOnlyList<string> described, IReadOnlyList<string> used)
    {
        Assert.NotEmpty(described);
        Assert.All(used, name => Assert.True(described.Contains(name), $"The code uses the {what} '{name}'; add it to infra/modules/storage.bicep."));
        Assert.All(described, name => Assert.True(used.Contains(name), $"infra/modules/storage.bicep makes the {what} '{name}', which the code does not use."));
        Assert.Equal(described.Count, described.Distinct().Count());
    }

    private static async Task<string> Parse(IEnumerable<string> files)
    {
        var folder = Path.Combine(RepositoryRoot.Path, "tests", "bicep");
        Assert.True(Directory.Exists(Path.Combine(folder, "node_modules")), "Run 'npm ci --ignore-scripts' in tests/bicep; tests/run.sh does.");
        using var node = Process.Start(new ProcessStartInfo("node", ["parse.mjs", .. files]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = node.StandardError.ReadToEndAsync(Ct);
        var output = await node.StandardOutput.ReadToEndAsync(Ct);
        await node.WaitForExitAsync(Ct);
        Assert.True(node.ExitCode == 0, await error);
        return output;
    }
}
