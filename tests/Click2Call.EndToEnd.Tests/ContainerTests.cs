using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Click2Call.Hosting.Settings;
using Click2Call.Testing;
using Microsoft.Extensions.Configuration;

namespace Click2Call.EndToEnd.Tests;

/// <summary>
/// The container, as far as it can be tried where none runs: what the image is made of is
/// held against the code, and the published app is run with the environment that <c>Dockerfile</c> and <c>compose.yaml</c> give it.
/// </summary>
public sealed class ContainerTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("c2c-container-").FullName;
    private readonly int _port = FreePort.Next();
    private Azurite? _azurite;
    private RunningProcess? _app;

    private static string Dockerfile { get; } = Read("Dockerfile");

    private static string Compose { get; } = Read("compose.yaml");

    public async ValueTask InitializeAsync() => _azurite = await Azurite.Start();

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        if (_azurite is not null)
            await _azurite.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void The_image_is_made_of_what_is_there()
    {
        var publish = Regex.Match(Dockerfile, @"RUN dotnet publish (\S+) -c Release --os linux -a \$TARGETARCH -o /app");
        Assert.True(publish.Success);
        Assert.True(Directory.Exists(Path.Combine(RepositoryRoot.Path, publish.Groups[1].Value)));
        Assert.Contains("COPY --from=publish /app .", Dockerfile, StringComparison.Ordinal);

        // The names of the base images follow the framework that the app is built for.
        var framework = Regex.Match(Read("Directory.Build.props"), "<TargetFramework>net([0-9.]+)<").Groups[1].Value;
        Assert.Contains($"mcr.microsoft.com/dotnet/sdk:{framework} AS publish", Dockerfile, StringComparison.Ordinal);
        Assert.Matches($@"FROM mcr\.microsoft\.com/dotnet/runtime-deps:{framework}-[a-z]+-chiseled-extra\n", Dockerfile);

        // A user without rights, the executable's own name, a health check that needs no shell.
        Assert.Contains("\nUSER $APP_UID\n", Dockerfile, StringComparison.Ordinal);
        Assert.Contains("<Executable>click2call$", Read("src/Click2Call.Functions/Publish.targets"), StringComparison.Ordinal);
        Assert.EndsWith("ENTRYPOINT [\"/app/click2call\"]\n", Dockerfile, StringComparison.Ordinal);
        Assert.Contains("CMD [\"/app/click2call\", \"health\"]", Dockerfile, StringComparison.Ordinal);
        Assert.DoesNotContain("\nRUN apt", Dockerfile, StringComparison.Ordinal);

        // Nothing that the build needs is kept out of it.
        var ignored = Read(".dockerignore").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var needed in new[] { "src", "host.json", "local.settings.example.json", "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", ".editorconfig", "global.json" })
        {
            Assert.True(Path.Exists(Path.Combine(RepositoryRoot.Path, needed)), needed);
            Assert.DoesNotContain(needed, ignored);
        }
    }

    [Fact]
    public void The_compose_file_fits_the_image_and_the_code()
    {
        var port = Regex.Match(Dockerfile, @"ENV ASPNETCORE_URLS=http://0\.0\.0\.0:(\d+)").Groups[1].Value;
        Assert.Contains($"\nEXPOSE {port}\n", Dockerfile, StringComparison.Ordinal);
        Assert.Contains($"- \"127.0.0.1:{port}:{port}\"", Compose, StringComparison.Ordinal);
        Assert.Contains($"azurite:{Regex.Match(Read("tools/azurite/package.json"), "\"azurite\": \"([^\"]+)\"").Groups[1].Value}\n", Compose, StringComparison.Ordinal);
        var mounted = Regex.Match(Compose, @"- \./(\S+):(/\S+):ro");
        Assert.True(File.Exists(Path.Combine(RepositoryRoot.Path, mounted.Groups[1].Value)));
        Assert.Contains($"command: [\"accounts\", \"import\", \"{mounted.Groups[2].Value}\"]", Compose, StringComparison.Ordinal);

        var settings = Settings(address => address);
        Assert.All(settings.Keys, name => Assert.Contains(AppSettings.All, setting => setting.Name == name));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value))).Build();
        Assert.Empty(SettingsCheck.Mistakes(configuration, development: false, functionsHost: false));

        var grace = int.Parse(Regex.Match(Compose, @"stop_grace_period: (\d+)s").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.True(TimeSpan.FromSeconds(grace) > new Hosting.StandAlone.StandAloneOptions().DrainTime);
    }

    [Fact]
    public async Task With_the_containers_environment_the_published_app_is_healthy_and_places_a_call()
    {
        var (code, output) = await Run("click2call health");
        Assert.True(code == 1 && output.Contains("Nobody answers", StringComparison.Ordinal), output);
        (code, output) = await Run($"click2call accounts import '{Path.Combine(RepositoryRoot.Path, "accounts.example.json")}'");
        Assert.True(code == 0, output);
        var key = Regex.Match(output, "c2c_demo_[0-9a-f]+").Value;
        await Start();
        (code, output) = await Health();
        Assert.True(code == 0, output);
        Assert.Equal("""{"status":"ready"}""", output.Trim());

        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{_port}/calls") { Content = new StringContent("""{"agent":"101","target":"054-234-5678"}""", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", key);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    /// <summary>What compose.yaml sets for the app.</summary>
    private static Dictionary<string, string> Settings(Func<string, string> address)
    {
        var block = Regex.Match(Compose, @"  environment: &settings\n(.*?)\n\n", RegexOptions.Singleline).Groups[1].Value;
        return Regex.Matches(block, "^    (\\w+): \"(.*)\"$", RegexOptions.Multiline).ToDictionary(match => match.Groups[1].Value, match => address(match.Groups[2].Value));
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, path));

    /// <summary>As in the container, but with the ports that are free here.</summary>
    private string Here(string value) => value
        .Replace("azurite:10000", $"127.0.0.1:{_azurite!.Port("Blob")}", StringComparison.Ordinal)
        .Replace("azurite:10001", $"127.0.0.1:{_azurite.Port("Queue")}", StringComparison.Ordinal)
        .Replace("azurite:10002", $"127.0.0.1:{_azurite.Port("Table")}", StringComparison.Ordinal);

    private async Task<ProcessStartInfo> Prepare(string program, params string[] arguments)
    {
        var app = await PublishedApp.Folder();
        var start = new ProcessStartInfo(program == "" ? Path.Combine(app, "click2call") : program, arguments) { WorkingDirectory = _folder };
        foreach (var (name, value) in Settings(Here))
            start.Environment[name] = value;
        start.Environment["ASPNETCORE_URLS"] = $"http://0.0.0.0:{_port}";
        start.Environment["PATH"] = app + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        return start;
    }

    private async Task Start()
    {
        _app = await RunningProcess.StartApp(await Prepare(""), app => app.Printed("Click2Call listens"));
    }

    /// <summary>Asked again and again, as of a container: storage may be slow while other tests start.</summary>
    private async Task<(int Code, string Output)> Health()
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var (code, output) = await Run("click2call health");
            if (code == 0 || TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromMinutes(2))
                return (code, output);
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Like an operator, once more when storage did not answer in time: many tests may start at this moment.</summary>
    private async Task<(int Code, string Output)> Run(string script)
    {
        for (var tries = 1; ; tries++)
        {
            var (code, output) = await RunningProcess.Run(await Prepare("bash", "-euc", script));
            if (code == 0 || tries == 3 || !output.Contains("say it again", StringComparison.Ordinal))
                return (code, output);
        }
    }
}
