using Click2Call.Crm.Posts;
using Click2Call.Crm.Tests.Recordings;

namespace Click2Call.Crm.Tests;

/// <summary>What vendors ask when a webhook is set up.</summary>
public sealed class GreetingTests
{
    [Fact]
    public async Task Meta_gets_its_challenge_back_for_the_verify_token_alone()
    {
        using var world = new CrmWorld(new MetaRecording());
        const string url = "https://calls.example.com/webhooks/meta/acme.sales?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";
        Assert.Equal((200, "1158201444"), await Ask(world, new MetaRecording(), new Draft("GET", url + "verify-me-please", "", [])));
        Assert.Equal(401, (await Ask(world, new MetaRecording(), new Draft("GET", url + "guess", "", []))).Status);
        Assert.Equal(401, (await Ask(world, new MetaRecording(), new Draft("GET", url.Replace("1158201444", "%3Cscript%3E", StringComparison.Ordinal) + "verify-me-please", "", []))).Status);
    }

    // The response is the hexadecimal HMAC-SHA256 of the code under the client secret ("Webhook validation").
    [Fact]
    public async Task LinkedIn_gets_the_code_and_its_hash()
    {
        using var world = new CrmWorld(new LinkedInRecording());
        const string code = "890e4665-4dfe-4ab1-b689-ed553bceeed0";
        world.Secrets["linkedin-secret"] = "secret";
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData("secret"u8, System.Text.Encoding.UTF8.GetBytes(code)));
        Assert.Equal(
            (200, $$"""{"challengeCode":"{{code}}","challengeResponse":"{{hash}}"}"""),
            await Ask(world, new LinkedInRecording(), new Draft("GET", $"https://calls.example.com/webhooks/linkedin/acme.sales?challengeCode={code}", "", [])));
    }

    [Fact]
    public async Task Monday_gets_its_challenge_back()
    {
        using var world = new CrmWorld(new MondayRecording());
        Assert.Equal(
            (200, """{"challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}"""),
            await Ask(world, new MondayRecording(), new Draft("https://x/", "application/json", """{"challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}""")));
        Assert.Equal(
            """{"challenge":"\u003C\u0022\u003E"}""",
            (await Ask(world, new MondayRecording(), new Draft("https://x/", "application/json", """{"challenge":"<\">"}"""))).Body);
    }

    [Fact]
    public async Task Nobody_is_greeted_where_nothing_is_set_up()
    {
        using var world = new CrmWorld();
        foreach (var source in CrmSources.All)
            Assert.Equal(404, (await world.Webhooks.Answer(source.Name, CrmWorld.Door, Get("https://x/?challengeCode=1&hub.mode=subscribe").Post())).Status);
        Assert.Equal(404, (await world.Webhooks.Answer("nosuch", CrmWorld.Door, Get("https://x/").Post())).Status);
        Assert.Equal(404, (await world.Webhooks.Answer("meta", "acme", Get("https://x/").Post())).Status);
        Assert.Equal(404, (await world.Webhooks.Answer("meta", "other.sales", Get("https://x/").Post())).Status);
        Assert.Equal(404, (await world.Webhooks.Answer(null, null, Get("https://x/").Post())).Status);
    }

    private static Draft Get(string url) => new("GET", url, "", []);

    private static async Task<(int Status, string Body)> Ask(CrmWorld world, Recording recording, Draft draft)
    {
        WebhookReply reply = await world.Send(recording, draft);
        return (reply.Status, reply.Body);
    }
}
