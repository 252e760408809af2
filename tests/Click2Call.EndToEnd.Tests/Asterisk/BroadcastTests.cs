using System.Net;
using System.Text.Json.Nodes;
using Click2Call.Calls;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.EndToEnd.Tests.Asterisk;

/// <summary>Campaigns and two-factor calls of Technoline's clients, that ring real SIP phones.</summary>
[Collection(PbxCollection.Name)]
[Trait("Needs", "Asterisk")]
public sealed class BroadcastTests(Pbx pbx)
{
    // A call that nobody ends goes on for minutes; Asterisk on a busy machine hangs up some seconds late.
    private const double Slow = 60;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_campaign_plays_its_file_to_each_phone_and_keys_do_what_they_are_for()
    {
        pbx.Need();
        string[] phones = ["0542254001", "0542254486", "0542254111", "0542254112"];
        var id = (await Run(phones, seconds: 8, ("keys[1]", "1199"), ("keys[2]", "remove")))["campaignId"]!.GetValue<string>();
        var report = await Done(id);
        Assert.Equal(["ANSWERED", "BUSY", "ANSWERED", "ANSWERED"], Rows(report, "status"));
        Assert.Equal([null, null, "1", "2"], Rows(report, "keys"));
        foreach (var phone in phones)
            Assert.Single(pbx.Asterisk.Phones.Invites(), invite => invite.Number == "+972" + phone[1..]);

        // The phone hung up by nobody heard the whole file, and the seconds in which a key is waited for.
        Assert.InRange((await Call(report, 0)).Talked!.Value.TotalSeconds, 8, Slow);

        // The 1 rang the agent, who saw who is asking, picked up, and hung up soon; the 2 ended it long before the file did.
        var connected = await Call(report, 2);
        Assert.True(report["calls"]![2]!["connected"]!.GetValue<bool>());
        Assert.NotNull(connected.Latest!.Second.AnsweredAt);
        Assert.Contains(pbx.Asterisk.Phones.Invites(), invite => invite.Number == "1199" && invite.Header("From").Any(from => from.Contains("972542254111", StringComparison.Ordinal)));
        Assert.InRange((await Call(report, 3)).Talked!.Value, TimeSpan.FromSeconds(0.5), (await Call(report, 0)).Talked!.Value - TimeSpan.FromSeconds(1));
        var doNotCall = new DoNotCallTable(StorageAccount.FromSettings(_ => pbx.Storage.ConnectionString, TimeProvider.System).Table(DoNotCallTable.TableName));
        Assert.NotNull(await doNotCall.Find(Pbx.Account, "+972542254112", Cancel));
        Assert.Null(await doNotCall.Find(Pbx.Account, "+972542254111", Cancel));
    }

    [Fact]
    public async Task A_campaign_is_as_long_as_its_file_and_the_file_is_fetched_once()
    {
        pbx.Need();
        var report = await Done((await Run(["0542256001", "0542256002", "0542256003"], seconds: 3))["campaignId"]!.GetValue<string>());
        for (var i = 0; i < 3; i++)
            Assert.InRange((await Call(report, i)).Talked!.Value.TotalSeconds, 3, Slow);
    }

    [Fact]
    public async Task Text_is_refused_before_anybody_is_called()
    {
        pbx.Need();
        using var form = new MultipartFormDataContent { { new StringContent("campaignRun"), "action" }, { new StringContent(Pbx.Key), "apiKey" }, { new StringContent("0542254009"), "phones" }, { new StringContent("שלום"), "audioText" } };
        var answer = await Post("campaignApi.php", form);
        Assert.Equal("ERROR", answer["status"]!.GetValue<string>());
        Assert.Contains("audioText", answer["note"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain(pbx.Asterisk.Phones.Invites(), invite => invite.Number == "+972542254009");
    }

    [Fact]
    public async Task A_two_factor_call_shows_the_code_and_ends_when_it_is_picked_up()
    {
        pbx.Need();
        using var nothing = new ByteArrayContent([]);
        var answer = await Post("ivrFilesApi.php?action=makeCall&phone=0542255001&cid=123456", nothing);
        Assert.Equal("OK", answer["status"]!.GetValue<string>());
        var call = await pbx.End(CallId.Parse(answer["callId"]!.GetValue<string>()));
        Assert.Equal(CallOutcome.Answered, call.Outcome);
        Assert.InRange((call.Talked ?? TimeSpan.Zero).TotalSeconds, 0, Slow);
        var invite = Assert.Single(pbx.Asterisk.Phones.Invites(), each => each.Number == "+972542255001");
        Assert.Contains("<sip:123456@", Assert.Single(invite.Header("From")), StringComparison.Ordinal);

        // Pitfall 6: the same phone at once is an error, and does not ring.
        using var again = new ByteArrayContent([]);
        Assert.Equal("ERROR", (await Post("ivrFilesApi.php?action=makeCall&phone=0542255001&cid=654321", again))["status"]!.GetValue<string>());
        Assert.Single(pbx.Asterisk.Phones.Invites(), each => each.Number == "+972542255001");
    }

    [Fact]
    public async Task What_is_played_is_behind_an_address_that_nobody_can_guess()
    {
        pbx.Need();
        var id = (await Run(["0542254012"], seconds: 1))["campaignId"]!.GetValue<string>();
        foreach (var path in new[] { $"audio/{Pbx.Account}/campaign-{id}.wav", $"audio/{Pbx.Account}/AAAAAAAAAAAAAAAAAAAAAAAAAAA/campaign-{id}.wav" })
        {
            using var answer = await pbx.Client.GetAsync(new Uri(pbx.App.Address, path), Cancel);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        await Done(id);
    }

    private async Task<JsonNode> Run(string[] phones, int seconds, params (string Name, string Value)[] more)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in (IEnumerable<(string, string)>)[("action", "campaignRun"), ("apiKey", Pbx.Key), ("title", "Spring"), ("reasonableHours", "no"), .. more])
            form.Add(new StringContent(value), $"\"{name}\"");
        form.Add(new StringContent("phone\n" + string.Join('\n', phones)), "phones", "list.csv");
        form.Add(new ByteArrayContent(Tone(seconds)), "audioFile", "hello.wav");
        var answer = await Post("campaignApi.php", form);
        Assert.Equal(("OK", phones.Length), (answer["status"]!.GetValue<string>(), answer["phones"]!.GetValue<int>()));
        return answer;
    }

    private Task<JsonNode> Done(string id) => Patience.Until(
        async () =>
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["action"] = "campaignReport", ["apiKey"] = Pbx.Key, ["campaignId"] = id });
            var report = await Post("campaignApi.php", form);
            return report["campaignStatus"]!.GetValue<string>() == "done" ? report : null;
        },
        TimeSpan.FromMinutes(3),
        "Everybody was called");

    private async Task<Call> Call(JsonNode report, int row) =>
        (await pbx.Log.Find(Pbx.Account, CallId.Parse(report["calls"]![row]!["callId"]!.GetValue<string>()), Cancel))!.Call;

    private static IEnumerable<string?> Rows(JsonNode report, string field) => report["calls"]!.AsArray().Select(call => call![field]?.GetValue<string>());

    private async Task<JsonNode> Post(string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(pbx.App.Address, path)) { Content = content };
        request.Headers.Add("X-Forwarded-For", Pbx.Approved);
        using var answer = await pbx.Client.SendAsync(request, Cancel);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
    }

    // 44,100 samples a second, as people have them: a telephone plays 8,000.
    private static byte[] Tone(int seconds)
    {
        const int Rate = 44_100;
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("RIFF"u8);
        writer.Write(36 + (seconds * Rate * 2));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(Rate);
        writer.Write(Rate * 2);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(seconds * Rate * 2);
        for (var i = 0; i < seconds * Rate; i++)
            writer.Write((short)(10_000 * Math.Sin(2 * Math.PI * 440 * i / Rate)));
        return file.ToArray();
    }
}
