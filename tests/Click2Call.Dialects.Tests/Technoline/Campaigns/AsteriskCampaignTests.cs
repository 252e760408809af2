using Click2Call.Dialects.Asterisk;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Tests.Http;

namespace Click2Call.Dialects.Tests.Technoline.Campaigns;

/// <summary>What a line of Asterisk cannot do was found out by each call of the campaign, and nobody was told.</summary>
public sealed class AsteriskCampaignTests : IDisposable
{
    private readonly CampaignBench bench = new();
    private readonly LineConnections connections = new(TimeProvider.System);

    public AsteriskCampaignTests() => bench.Line = new AsteriskDialect(connections, new FakeSecrets(), bench.Directory, bench.Clock).Open("acme", new()
    {
        Id = "main",
        Dialect = "asterisk",
        BaseUrl = new("http://127.0.0.1:8088"),
        Secrets = new Dictionary<string, string> { ["password"] = "pbx-password" },
        Options = new Dictionary<string, string> { ["allowPrivateNetwork"] = "true", ["phones"] = "PJSIP/{number}@carrier" },
        EventTokenHash = "hash",
    });

    public void Dispose() => connections.Dispose();

    [Theory]
    [InlineData("spring", "keys[#]", "remove", "keys[#]")]
    [InlineData("spring offer", "keys[1]", "101", "audioFile")]
    [InlineData("מבצע", "title", "x", "audioFile")]
    [InlineData("spring&PJSIP", "title", "x", "audioFile")]
    public async Task What_it_cannot_do_is_told_before_anybody_is_called(string audio, string field, string value, string named)
    {
        var (_, json) = await bench.Form("campaignRun", ("phones", "0542345678"), ("audioFile", audio), ("keys[2]", "repeat"), (field, value));
        Assert.Equal(("ERROR", -88), (json.GetProperty("status").GetString(), json.GetProperty("errorCode").GetInt32()));
        Assert.Contains(named, json.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Empty(await bench.Table.List("acme", 10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_it_can_do_is_taken_and_a_key_that_it_cannot_hear_is_refused_later_too()
    {
        var (_, json) = await bench.Form("campaignRun", ("phones", "0542345678"), ("audioFile", "spring_offer-2"), ("keys[1]", "101"), ("keys[*]", "remove"));
        Assert.Equal("OK", json.GetProperty("status").GetString());
        var id = json.GetProperty("campaignId").GetString()!;
        Assert.Contains("keys[#]", (await bench.Form("keysSet", ("campaignId", id), ("keys[#]", "hangup"))).Json.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Equal("OK", (await bench.Form("keysSet", ("campaignId", id), ("keys[0]", "hangup"))).Json.GetProperty("status").GetString());
    }
}
