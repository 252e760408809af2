using System.Diagnostics;
using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Accounts.Import;
using Click2Call.Calls;
using Click2Call.Flows;
using Click2Call.Functions.Tests.Calls;
using Click2Call.Lines;
using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Functions.Tests.Modules;

/// <summary>The quick-start recipes of the PBX Documentation Center, run with curl against the whole app; and its cheat sheet.</summary>
[Collection(DoorsCollection.Name)]
public sealed class RecipeTests(Doors doors)
{
    // The test network of RFC 5737; the proxy in front of the app tells it.
    private const string Approved = "203.0.113.77";

    [Fact]
    public async Task Recipe_1_a_phone_system_asks_what_to_do_with_a_caller()
    {
        FlowAddress? address = null;
        var script = AccountFile.Read(await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "accounts.example.json"), TestContext.Current.CancellationToken), doors.Service<IEnumerable<IDialect>>())
            .Accounts[0].Account.FindFlow("by-caller")!.Script;
        await doors.Open(null, account =>
        {
            address = FlowAddress.New(account.Id, "by-caller");
            return account with { TimeZone = "Asia/Jerusalem", Flows = [new Flow { Id = "by-caller", Script = script, TokenHash = KeyHash.Of(address.Secret) }] };
        });
        var url = $"{doors.Client.BaseAddress}{address!.Path.TrimStart('/')}?caller=052-1112222&extension=100";
        var menu = await Curl(url);
        Assert.Equal(("simpleMenu", "main_menu", 1), (menu.GetProperty("type").GetString(), menu.GetProperty("fileName").GetString(), menu.GetProperty("max_digits").GetInt32()));
        Assert.Equal("""{"type":"simpleRouting","dialPhone":"0501234567"}""", (await Curl(url + "&dtmf=2")).GetRawText());
    }

    [Fact]
    public async Task Recipe_2_a_code_is_shown_by_a_ringing_phone()
    {
        var account = await Open();
        var phone = doors.Phone();
        var json = await Curl("-X", "POST", $"{doors.Client.BaseAddress}ivrFilesApi.php?action=makeCall&phone={phone}&cid=123456");
        Assert.Equal("OK", json.GetProperty("status").GetString());
        await doors.Reaches(account, json.GetProperty("callId").GetString()!, "ended");
        Assert.Equal(1, await doors.Invites(account.Id, "+972" + phone[1..]));

        // What the phone showed, and that it was hung up when it was answered.
        var rung = await doors.Exchange.Find(new(CallId.Parse(json.GetProperty("callId").GetString()!), 1), TestContext.Current.CancellationToken);
        Assert.Equal("123456", rung!.First.Shows!.Number);
        var leg = rung.At(doors.Clock.GetUtcNow()).First;
        Assert.Equal((leg.AnsweredAt, EndCause.HungUp), (leg.EndedAt, leg.Cause));
        Assert.Equal("ERROR", (await Curl("-X", "POST", $"{doors.Client.BaseAddress}ivrFilesApi.php?action=makeCall&phone={phone}&cid=654321")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Recipe_3_a_broadcast_calls_a_list_and_reports()
    {
        var account = await Open();
        string[] phones = [doors.Phone(), doors.Phone("0486"), doors.Phone()];
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var list = Path.Combine(folder.FullName, "list.csv");
            var audio = Path.Combine(folder.FullName, "hello.mp3");
            await File.WriteAllLinesAsync(list, ["phone", .. phones], TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(audio, Mp3(frames: 50), TestContext.Current.CancellationToken);
            // One after the other: it must not be over before it can be held, however long a curl takes to start.
            var run = await Curl("-F", "action=campaignRun", "-F", $"apiKey={account.Key}", "-F", "title=Spring", "-F", "maxring=1", "-F", "reasonableHours=no", "-F", $"phones=@{list}", "-F", $"audioFile=@{audio};type=audio/mpeg", $"{doors.Client.BaseAddress}campaignApi.php");
            Assert.Equal(("OK", 3), (run.GetProperty("status").GetString(), run.GetProperty("phones").GetInt32()));
            var id = run.GetProperty("campaignId").GetString()!;
            Assert.InRange((await doors.Service<StorageAccount>().Blobs("audio")!.Get($"{account.Id}/campaign-{id}.wav", TestContext.Current.CancellationToken))!.Value.Length, 16_000, 24_000);

            // 3: hold, and go on.
            Assert.Equal("hold", (await Campaign("campaignHold", account.Key, id)).GetProperty("campaignStatus").GetString());
            Assert.Equal("running", (await Campaign("campaignResumption", account.Key, id)).GetProperty("campaignStatus").GetString());

            JsonElement report = default;
            for (var look = 0; look < 200; look++)
            {
                report = await Curl("-d", $"action=campaignReport&apiKey={account.Key}&campaignId={id}", $"{doors.Client.BaseAddress}campaignApi.php");
                if (report.GetProperty("campaignStatus").GetString() == "done")
                    break;
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, TestContext.Current.CancellationToken);
            }

            Assert.Equal(["ANSWERED", "BUSY", "ANSWERED"], report.GetProperty("calls").EnumerateArray().Select(call => call.GetProperty("status").GetString()));
            foreach (var phone in phones)
                Assert.Equal(1, await doors.Invites(account.Id, "+972" + phone[1..]));
            var history = (await Curl("-d", $"action=campaignsHistory&apiKey={account.Key}", $"{doors.Client.BaseAddress}campaignApi.php")).GetProperty("campaigns");
            Assert.Equal((1, id, "done", 3), (history.GetArrayLength(), history[0].GetProperty("campaignId").GetString(), history[0].GetProperty("campaignStatus").GetString(), history[0].GetProperty("done").GetInt32()));
            Assert.Equal("ERROR", (await Campaign("campaignStop", account.Key, id)).GetProperty("status").GetString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Recipe_4_an_admin_panel_loads_shows_and_saves()
    {
        var account = await Open();
        var door = $"{doors.Client.BaseAddress}ivrFilesApi.php";
        var schema = await Curl($"{door}?action=getUiSchema&apiKey={account.Key}");
        var tree = await Curl($"{door}?action=foldersList&apiKey={account.Key}");
        Assert.True(tree.GetProperty("0").GetProperty("children").TryGetProperty("101", out _));
        Assert.Contains("line", schema.GetProperty("forms").GetProperty("extension").EnumerateArray().Select(field => field.GetString()));
        Assert.Equal("main", (await Curl($"{door}?action=getOptions2&list=lines&apiKey={account.Key}")).GetProperty("data").GetProperty("lines")[0].GetProperty("value").GetString());
        Assert.Equal("OK", (await Curl("-d", "name=Dana&settings[line]=deaf", $"{door}?action=extensionSet&extensionId=101&apiKey={account.Key}", "-g")).GetProperty("status").GetString());
        var saved = (await Curl($"{door}?action=folderSettings&extensionId=101&apiKey={account.Key}")).GetProperty("data");
        Assert.Equal(("Dana", "deaf"), (saved.GetProperty("name").GetString(), saved.GetProperty("settings").GetProperty("line").GetString()));
    }

    [Fact]
    public async Task The_admin_page_names_no_field_of_its_own()
    {
        var page = await doors.Client.GetAsync(new Uri("/manage", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("script-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var script = await doors.Client.GetStringAsync(new Uri("/manage/manage.js", UriKind.Relative), TestContext.Current.CancellationToken);
        foreach (var field in new[] { "sipUser", "display", "blocked", "ringSec", "strategy", "members" })
            Assert.DoesNotContain(field, script, StringComparison.Ordinal);
    }

    [Theory]
    // Cheat sheet: the Module API needs neither; campaigns need both; extensions need the key; makeCall needs the address.
    [InlineData("campaignApi.php", "action=campaignsHistory", false, false, false)]
    [InlineData("campaignApi.php", "action=campaignsHistory", true, false, false)]
    [InlineData("campaignApi.php", "action=campaignsHistory", false, true, false)]
    [InlineData("campaignApi.php", "action=campaignsHistory", true, true, true)]
    [InlineData("ivrFilesApi.php", "action=foldersList", false, true, false)]
    [InlineData("ivrFilesApi.php", "action=foldersList", true, false, true)]
    [InlineData("ivrFilesApi.php", "action=makeCall", true, false, false)]
    [InlineData("ivrFilesApi.php", "action=makeCall", false, true, true)]
    public async Task Each_door_wants_what_the_cheat_sheet_says(string door, string query, bool key, bool address, bool opens)
    {
        var account = await Open();
        query += "&phone=" + doors.Phone() + "&cid=123456" + (key ? "&apiKey=" + account.Key : "");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{door}?{query}");
        request.Headers.Add("X-Forwarded-For", address ? account.Address : "203.0.113.200");
        using var answer = await doors.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(opens, body.Contains("\"OK\"", StringComparison.Ordinal));
        if (!opens && query.Contains("makeCall", StringComparison.Ordinal))
            Assert.Equal((400, ""), ((int)answer.StatusCode, body));
        if (!opens && door == "campaignApi.php")
            Assert.Contains("Access denied", body, StringComparison.Ordinal);
    }

    private Task<JsonElement> Campaign(string action, string key, string id) =>
        Curl("-d", $"action={action}&apiKey={key}&campaignId={id}", $"{doors.Client.BaseAddress}campaignApi.php");

    // Frames of silence in MPEG-1 layer III, 128 kbit/s, 44,100 Hz: a header, and zeros for everything else.
    private static byte[] Mp3(int frames)
    {
        const int Length = 417;
        var file = new byte[frames * Length];
        for (var i = 0; i < frames; i++)
            ((byte[])[0xFF, 0xFB, 0x90, 0x00]).CopyTo(file, i * Length);
        return file;
    }

    private async Task<OpenAccount> Open()
    {
        // Each account has an address of its own: one that two have approved is nobody's.
        var address = $"203.0.113.{Interlocked.Increment(ref addresses)}";
        current = address;
        var account = await doors.Open(null, account => account with { Addresses = [address] });
        doors.Clock.Advance(TimeSpan.FromSeconds(11));
        return new OpenAccount(account.Id, account.Key, address);
    }

    private static int addresses = 10;

    private string current = Approved;

    private async Task<JsonElement> Curl(params string[] arguments)
    {
        var start = new ProcessStartInfo("curl", ["-s", "-S", "--max-time", "60", "--noproxy", "*", "-H", "X-Forwarded-For: " + current, .. arguments]) { RedirectStandardOutput = true };
        using var curl = Process.Start(start)!;
        var body = await curl.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await curl.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, curl.ExitCode);
        return JsonDocument.Parse(body).RootElement.Clone();
    }

    private sealed record OpenAccount(string Id, string Key, string Address)
    {
        public static implicit operator TestAccount(OpenAccount account) => new(account.Id, account.Key);
    }
}
