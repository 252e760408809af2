using System.Net;
using System.Text;
using Click2Call.Accounts;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Voicenter;

namespace Click2Call.Dialects.Tests.Http;

public sealed class EventDoorTests
{
    private const string Record = """{"ivruniqueid":"1","type":"Click2Call leg2","status":"BUSY"}""";

    private readonly FakeDirectory directory = new();
    private readonly FakeEvents events = new();

    public EventDoorTests() => directory.Account = directory.Account with
    {
        Lines =
        [
            new() { Id = "main", Dialect = "voicenter", EventTokenHash = KeyHash.Of("s3cret") },
            new() { Id = "mute", Dialect = "voicenter" },
            new() { Id = "other", Dialect = "technoline", EventTokenHash = KeyHash.Of("s3cret") },
        ],
    };

    [Fact]
    public async Task Hears_an_event_of_a_line()
    {
        Assert.Equal((HttpStatusCode.OK, """{"Err":0,"Errdesc":"OK"}"""), await Post("acme.main", "s3cret", Record));
        Assert.Equal("1", Assert.Single(events.Heard).ProviderCallId);
    }

    [Theory]
    [InlineData("acme.main", "wrong")]
    [InlineData("acme.main", "")]
    [InlineData("acme.mute", "s3cret")]
    [InlineData("acme.none", "s3cret")]
    [InlineData("acme.other", "s3cret")]
    [InlineData("nobody.main", "s3cret")]
    [InlineData("acme", "s3cret")]
    [InlineData("", "s3cret")]
    [InlineData(".", "s3cret")]
    public async Task Tells_strangers_nothing(string line, string token)
    {
        Assert.Equal((HttpStatusCode.NotFound, ""), await Post(line, token, Record));
        Assert.Empty(events.Heard);
    }

    [Fact]
    public async Task Asks_to_be_told_again_when_storage_is_down()
    {
        events.Down = true;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, """{"Err":2,"Errdesc":"Application error"}"""), await Post("acme.main", "s3cret", Record));
        directory.Down = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Post("acme.main", "s3cret", Record)).Status);
    }

    [Fact]
    public async Task Reads_no_more_than_its_limit() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Post("acme.main", "s3cret", new string(' ', FieldLimits.Default.Body + 1))).Status);

    private async Task<(HttpStatusCode Status, string Body)> Post(string line, string token, string body)
    {
        var door = new EventDoor(directory, events, [new VoicenterEvents()], new ManualClock());
        await using var host = await FrontHost.Start(http => door.Answer(http, line, token));
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var response = await host.Client.PostAsync(host.Address, content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
