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

    [Theory]
    [InlineData("203.0.113.7", HttpStatusCode.OK)]
    [InlineData("::ffff:203.0.113.7", HttpStatusCode.OK)]
    [InlineData("2001:db8::7", HttpStatusCode.OK)]
    [InlineData("203.0.114.7", HttpStatusCode.NotFound)]
    [InlineData(null, HttpStatusCode.NotFound)]
    public async Task Takes_events_only_from_the_addresses_of_the_line(string? sender, HttpStatusCode status)
    {
        var options = new Dictionary<string, string> { ["eventAddresses"] = "203.0.113.0/24, 2001:db8::7" };
        directory.Account = directory.Account with { Lines = [directory.Account.Lines[0] with { Options = options }] };
        Assert.Equal(status, (await Post("acme.main", "s3cret", Record, sender)).Status);
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

    private async Task<(HttpStatusCode Status, string Body)> Post(string line, string token, string body, string? sender = null)
    {
        var door = new EventDoor(directory, events, [new VoicenterEvents()], new ManualClock(), _ => sender is null ? null : IPAddress.Parse(sender));
        await using var host = await FrontHost.Start(http => door.Answer(http, line, token));
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var response = await host.Client.PostAsync(host.Address, content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
