using Click2Call.Campaigns;
using Click2Call.Storage.Campaigns;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Campaigns;

public sealed class CampaignTableTests
{
    [Fact]
    public async Task The_keys_of_a_campaign_are_read_as_they_were_written()
    {
        var storage = new MemoryStorage(new ManualClock());
        var (campaigns, recipients, queue) = (storage.Table(CampaignTable.TableName), storage.Table(CampaignTable.RecipientsName), storage.Queue(CampaignTable.QueueName));
        await campaigns.Create(TestContext.Current.CancellationToken);
        await recipients.Create(TestContext.Current.CancellationToken);
        CampaignKey[] keys = [new("1", "054-111 2222"), new("*", "שלוחה \"7\""), new("#", "Remove")];
        var table = new CampaignTable(campaigns, recipients, queue);
        var campaign = new Campaign { Account = "acme", Id = "7", CreatedAt = DateTimeOffset.UnixEpoch, Keys = keys, Elsewhere = new(DateTimeOffset.UnixEpoch) { Keys = "1=102" } };
        await table.Create(campaign, [], null, TestContext.Current.CancellationToken);

        var read = (await table.Find("acme", "7", TestContext.Current.CancellationToken))!.Campaign;
        Assert.Equal(keys, read.Keys);
        Assert.Equal(campaign.Elsewhere, read.Elsewhere);
    }
}
