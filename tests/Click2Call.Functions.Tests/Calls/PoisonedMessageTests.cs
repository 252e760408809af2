using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Campaigns;
using Click2Call.Storage.Rest;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>What the whole app makes of messages that were given up.</summary>
[Collection(DoorsCollection.Name)]
public sealed class PoisonedMessageTests(Doors doors)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_late_event_is_put_back()
    {
        var account = await doors.Open();
        await GivenUp(account.Id, tries: 3);
        await IsLogged($"Account {account.Id}, line main: an event failed again and again (try 3)");
        await Until(() => Task.FromResult(doors.PutAside.Contains((account.Id, 4))), "it was put back");
    }

    [Fact]
    public async Task A_late_event_that_was_put_back_often_enough_is_kept_in_the_history()
    {
        var account = await doors.Open();
        await GivenUp(account.Id, tries: 9);
        await IsLogged($"Account {account.Id}, line main: an event failed again and again (try 9)");
        await Until(async () => (await Storage.Table(CallLog.TableName).Query("RowKey ge 'x:' and RowKey lt 'x;'", null, null, null, Ct)).Rows
            .Any(row => row.PartitionKey.Contains(account.Id, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_campaigns_wake_up_is_left_to_the_sweep()
    {
        await Poison(CampaignTable.PoisonQueueName, """{"account":"acme","id":"c-1","seq":4}""");
        await IsLogged("Account acme, campaign c-1: a wake-up failed again and again");
    }

    [Theory]
    [InlineData(LateEventQueue.QueueName)]
    [InlineData(LeadFetchQueue.QueueName)]
    [InlineData(CampaignTable.QueueName)]
    public async Task What_no_version_wrote_is_removed_and_said(string queue)
    {
        await Poison(queue + "-poison", "nonsense");
        await IsLogged($"A message of the queue {queue} that no version of this app wrote was removed.");
    }

    private StorageAccount Storage => doors.Service<StorageAccount>();

    private async Task Poison(string queue, string text) => await Storage.Queue(queue).Put(text, TimeSpan.Zero, null, Ct);

    private Task GivenUp(string account, int tries) =>
        new LateEventQueue(Storage.Queue(LateEventQueue.PoisonQueueName), Storage.Table(CallLog.TableName), TimeProvider.System).Put(
            new LateEvent(new LineEvent(account, "main", [new Fact.LegRinging(LegPosition.First, doors.Clock.GetUtcNow())]) { ProviderCallId = "nobody's" }, tries), TimeSpan.Zero, Ct);

    private Task IsLogged(string part) => Until(() => Task.FromResult(doors.LogLines.Any(line => line.Contains(part, StringComparison.Ordinal))), part);

    private static async Task Until(Func<Task<bool>> seen, string what = "")
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await seen())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(90), $"Not seen: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Ct);
        }
    }
}
