using Click2Call.Intake;
using Click2Call.Storage.Calls;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Calls;

public sealed class LeadFetchQueueTests
{
    [Fact]
    public async Task What_is_put_is_read_and_hidden_for_as_long_as_asked()
    {
        var clock = new ManualClock();
        var queue = new MemoryQueue(LeadFetchQueue.QueueName, clock);
        await queue.Create(TestContext.Current.CancellationToken);
        var fetch = new LeadFetch
        {
            Account = "demo",
            ClickToCall = "website",
            Source = "hubspot",
            EventId = "62515/contact.creation/1/7/",
            Kind = "contacts",
            RecordId = "1",
            AskedAt = clock.GetUtcNow().AddSeconds(-3),
            HeardAt = clock.GetUtcNow(),
            Tries = 4,
        };
        await new LeadFetchQueue(queue).Put(fetch, TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken);
        Assert.Empty(await queue.Receive(1, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        clock.Advance(TimeSpan.FromSeconds(41));
        var message = Assert.Single(await queue.Receive(1, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        Assert.Equal(fetch, LeadFetchQueue.Read(message.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not ours")]
    public void Another_text_is_none(string text) => Assert.Null(LeadFetchQueue.Read(text));
}
