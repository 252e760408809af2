using Click2Call.Campaigns;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Technoline;
using Click2Call.Dialects.Technoline.Campaigns;
using Click2Call.Dialects.Tests.Http;

namespace Click2Call.Dialects.Tests.Technoline.Campaigns;

/// <summary>A campaign of ours that a phone system runs whose words are not ours: its rows have SIP codes and no state that we know.</summary>
public sealed class ForeignCampaignTests : IAsyncLifetime
{
    private readonly CampaignBench here = new();
    private readonly LineConnections connections = new(TimeProvider.System, allowPrivate: true);
    private readonly StubPhoneSystem pbx;
    private string run = """{"errorCode":0,"campaignId":"77"}""";
    private string report = """{"status":"OK","calls":[]}""";

    public ForeignCampaignTests()
    {
        pbx = new(request => StubReply.Json(request.Fields["action"] switch
        {
            "campaignRun" => run,
            "campaignReport" => report,
            _ => """{"status":"OK"}""",
        }));
        here.Line = new TechnolineDialect(connections, new FakeSecrets { ["key"] = FakeDirectory.Key }, here).Open("acme", new()
        {
            Id = "main",
            Dialect = "technoline",
            BaseUrl = pbx.Address,
            Secrets = new Dictionary<string, string> { ["apiKey"] = "key" },
            Options = new Dictionary<string, string> { ["messages"] = "true" },
        });
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await pbx.DisposeAsync();
        connections.Dispose();
    }

    /// <summary>Any SIP code from 200 on was taken for the end: it was done here while the phone system redialled, and could not be stopped.</summary>
    [Fact]
    public async Task Nobody_answered_the_first_of_three_tries_and_it_was_done_here()
    {
        var id = await Run("0542345670,0542345671", ("dialRetries", "3"));
        report = """{"status":"OK","rows":[{"phone":"0542345670","status":"NO ANSWER","sipCode":480,"tries":1},{"phone":"0542345671","status":"TALKED","sipCode":"200","tries":1}]}""";
        await Turns(10);
        Assert.Equal((CampaignState.Running, "RETRY ANSWERED"), (await State(id), await Statuses(id)));
        report = report.Replace("\"tries\":1},", "\"tries\":3},", StringComparison.Ordinal);
        await Turns(5);
        Assert.Equal((CampaignState.Done, "NOANSWER ANSWERED"), (await State(id), await Statuses(id)));
    }

    [Fact]
    public async Task It_can_be_stopped_between_two_tries()
    {
        var id = await Run("0542345670", ("dialRetries", "3"));
        report = """{"status":"OK","rows":[{"phone":"0542345670","status":"NO ANSWER","sipCode":480,"tries":1}]}""";
        await Turns(10);
        Assert.Equal("stopped", (await here.Form("campaignStop", ("campaignId", id))).Json.GetProperty("campaignStatus").GetString());
        await Turns(3);
        Assert.Contains(pbx.Requests, request => request.Fields["action"] == "campaignStop");
    }

    /// <summary>Whom the phone system turned down was waited for for ever.</summary>
    [Theory]
    [InlineData("""{"errorCode":0,"campaignId":"77","errorPhones":["0542345671"],"blockedPhones":["054-234-5672","\ud800"]}""")]
    [InlineData("""{"errorCode":0,"campaignId":"77","errorPhones":"0542345671","blockedPhones":[{"phone":"0542345672"}]}""")]
    [InlineData("""{"errorCode":0,"campaignId":"77","errorPhones":[542345671],"blockedPhones":"0542345672,"}""")]
    public async Task Whom_the_phone_system_turned_down_was_waited_for(string answer)
    {
        run = answer;
        var id = await Run("0542345670,0542345671,0542345672");
        report = """{"status":"OK","rows":[{"phone":"0542345670","sipCode":200,"tries":1},{"phone":"0542345672","status":"WAITING"}]}""";
        await Turns(10);
        Assert.Equal((CampaignState.Done, "ANSWERED FAILED BLOCKED"), (await State(id), await Statuses(id)));
    }

    [Fact]
    public async Task Whoever_is_missing_when_the_phone_system_is_done_was_told_as_waiting()
    {
        var id = await Run("0542345670,0542345671,0542345672", ("dialRetries", "2"));
        report = """{"status":"OK","campaignStatus":"done","rows":[{"phone":"0542345670","sipCode":200},{"phone":"0542345671","sipCode":486,"tries":1}]}""";
        await Turns(10);
        Assert.Equal((CampaignState.Done, "ANSWERED BUSY UNKNOWN"), (await State(id), await Statuses(id)));
        var told = (await here.Form("campaignReport", ("campaignId", id))).Json;
        Assert.Equal((3, 1), (told.GetProperty("done").GetInt32(), told.GetProperty("answered").GetInt32()));
    }

    /// <summary>A phone system that has lost a campaign was asked about it every five seconds for ever.</summary>
    [Theory]
    [InlineData("""{"status":"OK","rows":[{"phone":"0542345670","sipCode":180}]}""", "CALLING", "UNKNOWN")]
    [InlineData("""{"status":"OK","rows":[]}""", "WAITING", "UNKNOWN")]
    [InlineData("""{"status":"ERROR","errorCode":-86}""", "WAITING", "UNKNOWN")]
    public async Task A_phone_system_that_tells_nothing_new_was_asked_for_ever(string says, string before, string after)
    {
        var id = await Run("0542345670");
        report = says;
        await Turns(400, TimeSpan.FromMinutes(10));
        Assert.Equal((CampaignState.Running, before), (await State(id), await Statuses(id)));
        await Turns(60, TimeSpan.FromMinutes(10));
        Assert.Equal((CampaignState.Done, after), (await State(id), await Statuses(id)));
        Assert.Contains("three days", (await here.Form("campaignReport", ("campaignId", id))).Json.GetProperty("note").GetString(), StringComparison.Ordinal);
        // Of whom it says that nobody knows is not called later on.
        Assert.Equal("campaignStop", pbx.Requests[^1].Fields["action"]);
        var asked = pbx.Requests.Count;
        await Turns(10, TimeSpan.FromMinutes(10));
        Assert.Equal(asked, pbx.Requests.Count);
    }

    [Fact]
    public async Task A_hold_of_five_days_is_no_silence()
    {
        var id = await Run("0542345670");
        await Turns(5);
        await here.Form("campaignHold", ("campaignId", id));
        await Turns(5);
        here.Clock.Advance(TimeSpan.FromDays(5));
        await here.Form("campaignResumption", ("campaignId", id));
        await Turns(30);
        Assert.Equal(CampaignState.Running, await State(id));
        report = """{"status":"OK","rows":[{"phone":"0542345670","sipCode":200}]}""";
        await Turns(40);
        Assert.Equal(CampaignState.Done, await State(id));
    }

    [Fact]
    public async Task Stopped_where_nobody_listens_any_more_it_is_not_told_for_ever()
    {
        var id = await Run("0542345670");
        await Turns(5);
        pbx.Script = _ => StubReply.Json("""{"status":"ERROR","errorCode":-86}""");
        await here.Form("campaignStop", ("campaignId", id));
        await Turns(460, TimeSpan.FromMinutes(10));
        await here.Desk.Sweep(here.Directory, here, 90, TestContext.Current.CancellationToken);
        var asked = pbx.Requests.Count;
        await Turns(3, TimeSpan.FromMinutes(10));
        Assert.Equal((asked, CampaignState.Stopped, "WAITING"), (pbx.Requests.Count, await State(id), await Statuses(id)));
    }

    [Fact]
    public async Task Half_a_character_in_a_report_stopped_all_that_came_after_it()
    {
        var id = await Run("0542345670");
        report = """{"status":"OK","note":"\ud800","rows":[{"phone":"\ud800","status":"\ud800"},{"phone":"0542345670","status":"\ud800","sipCode":200,"keys":"\ud800"}]}""";
        await Turns(5);
        Assert.Equal((CampaignState.Done, "ANSWERED"), (await State(id), await Statuses(id)));
        Assert.Null(TechnolineReport.Parse("""{"status":"\ud800"}"""));
    }

    private async Task<string> Run(string phones, params (string, string)[] more)
    {
        var (_, json) = await here.Form("campaignRun", [("phones", phones), ("audioText", "x"), ("reasonableHours", "no"), .. more]);
        Assert.Equal("OK", json.GetProperty("status").GetString());
        return json.GetProperty("campaignId").GetString()!;
    }

    private async Task Turns(int count, TimeSpan? step = null)
    {
        for (var turn = 0; turn < count; turn++)
        {
            await here.Turn();
            here.Clock.Advance(step ?? TimeSpan.FromSeconds(5));
        }
    }

    private async Task<CampaignState> State(string id) => (await here.Table.Find("acme", id, TestContext.Current.CancellationToken))!.Campaign.State;

    private async Task<string> Statuses(string id) => string.Join(
        ' ', (await here.Form("campaignReport", ("campaignId", id))).Json.GetProperty("calls").EnumerateArray().Select(call => call.GetProperty("status").GetString()));
}
