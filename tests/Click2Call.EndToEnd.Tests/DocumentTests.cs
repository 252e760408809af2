using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Click2Call.Testing;

namespace Click2Call.EndToEnd.Tests;

/// <summary>
/// The documents' commands: each block is run here as it stands, by another test that is named, or says in its first line why no
/// test runs it. A new block is one or the other, or these tests fail.
/// </summary>
public sealed partial class DocumentTests : IAsyncLifetime
{
    /// <summary>Blocks that another test runs, and which.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["dotnet run --project src/Click2Call.Functions"] = nameof(FirstRingTests),
        ["bash tests/run.sh"] = "is what runs all tests",
    };

    /// <summary>
    /// The executable as an operator uses it who is told that storage did not answer in time: what it asks to be said again is said
    /// again, twice. Only that one command, and only then: making a key twice is refused, and whatever else fails has failed.
    /// </summary>
    private const string Operator = """
        click2call() {
          local tries=1 code said
          while :; do
            code=0
            { said=$(command click2call "$@" 2>&1 >&3); } 3>&1 || code=$?
            [ -z "$said" ] || printf '%s\n' "$said" >&2
            if [ "$code" = 0 ] || [ "$tries" = 3 ] || [[ "$said" != *"say it again"* ]]; then return "$code"; fi
            tries=$((tries + 1))
          done
        }

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("c2c-documents-").FullName;
    private readonly int _port = FreePort.Next();
    private Azurite? _azurite;
    private RunningProcess? _app;
    private string _key = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

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
    public void Commands_stand_in_blocks_of_commands_and_a_mark_has_a_reason()
    {
        Assert.True(DocumentBlock.All.Count > 30, $"{DocumentBlock.All.Count} blocks");
        Assert.All(DocumentBlock.All.Where(block => block.IsCommands), block =>
        {
            Assert.True(block.Language == "bash", $"{block.Where} is not marked as bash, and looks like commands.");
            Assert.True(block.Untried is null || block.Untried.Length > 10, $"{block.Where} does not say why no test runs it.");
        });
        var marks = DocumentBlock.All.Count(block => block.Untried is not null);
        TestContext.Current.SendDiagnosticMessage($"{DocumentBlock.All.Count(block => block.IsCommands)} blocks of commands, {marks} untried.");
    }

    [Fact]
    public async Task Every_block_of_commands_is_run_or_says_why_not()
    {
        await Prepare();
        foreach (var block in DocumentBlock.All.Where(block => block.IsCommands && block.Untried is null && !Elsewhere.ContainsKey(block.Text.Trim())))
        {
            var (code, output) = await Run(Here(block.Text));
            // Whoever asks for it asks again and again: storage may be slow while other tests start.
            for (var started = TimeProvider.System.GetTimestamp(); code != 0 && block.Text.Trim() == "click2call health" && TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(2);)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Ct);
                (code, output) = await Run(Here(block.Text));
            }

            Assert.True(code == 0, $"{block.Where}\n{block.Text}\n{output}");
        }

        // They did what they say.
        Assert.Contains("docs", (await Run("click2call accounts list")).Output, StringComparison.Ordinal);
        using var calls = await Get("calls");
        Assert.Contains("\"+972542345678\"", await calls.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_of_the_README_is_taken_where_it_posts_to()
    {
        await Prepare();
        var form = Assert.Single(DocumentBlock.All, block => block is { Document: "README.md", Language: "html" }).Text;
        var action = new Uri(Regex.Match(form, "action=\"([^\"]+)\" method=\"post\"").Groups[1].Value);
        var fields = Regex.Matches(form, "<input name=\"([^\"]+)\"").ToDictionary(input => input.Groups[1].Value, input => input.Groups[1].Value == "phone" ? "+972500000103" : "Ruth Cohen");
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var sent = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync(new Uri($"http://127.0.0.1:{_port}{action.AbsolutePath}"), sent, Ct);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        using var thanks = await client.GetAsync(new Uri(new Uri($"http://127.0.0.1:{_port}"), answer.Headers.Location!), Ct);
        Assert.Equal(HttpStatusCode.OK, thanks.StatusCode);
    }

    /// <summary>The app runs as after the README's first command, and what operators have is there: the executable, an account's file.</summary>
    private async Task Prepare()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "accounts.json"), """
            { "accounts": [ { "id": "acme", "name": "Acme", "region": "IL", "timeZone": "Asia/Jerusalem",
              "lines": [ { "id": "simulator", "dialect": "simulator" } ], "extensions": [ { "number": "101" } ], "keys": [ { "name": "crm" } ] } ] }
            """, Ct);
        await File.WriteAllTextAsync(Path.Combine(_folder, "FILE"), """
            { "accounts": [ { "id": "docs", "name": "Of the documents", "region": "IL", "timeZone": "Asia/Jerusalem",
              "lines": [ { "id": "line", "dialect": "simulator" } ], "extensions": [ { "number": "101" } ] } ] }
            """, Ct);
        _app = await RunningProcess.StartApp(await Start(""), async app => _key = (await app.Printed("Demo key")).Split(' ')[^1]);
    }

    /// <summary>The text with what is free here in the place of ports and examples.</summary>
    private string Here(string text) => Example().Replace(text.Replace("127.0.0.1:7071", $"127.0.0.1:{_port}", StringComparison.Ordinal).Replace("c2c_demo_…", _key, StringComparison.Ordinal), match => match.Value switch
    {
        "ACCOUNT.LINE" => "docs.line",
        "ACCOUNT" => "docs",
        "NAME" => "from-the-readme",
        _ => match.Value,
    });

    private async Task<ProcessStartInfo> Start(string program, params string[] arguments)
    {
        var app = await PublishedApp.Folder();
        var start = new ProcessStartInfo(program == "" ? Path.Combine(app, "click2call") : program, arguments) { WorkingDirectory = _folder };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["AzureWebJobsStorage"] = _azurite!.ConnectionString;
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{_port}";
        start.Environment["PATH"] = app + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        return start;
    }

    private async Task<(int Code, string Output)> Run(string script) => await RunningProcess.Run(await Start("bash", "-euc", Operator + script), TimeSpan.FromMinutes(10));

    private async Task<HttpResponseMessage> Get(string path)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{_port}/{path}");
        request.Headers.Authorization = new("Bearer", _key);
        return await client.SendAsync(request, Ct);
    }

    [GeneratedRegex(@"\bACCOUNT\.LINE\b|\bACCOUNT\b|\bNAME\b")]
    private static partial Regex Example();
}
