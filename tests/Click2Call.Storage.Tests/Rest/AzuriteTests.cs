using System.Diagnostics;
using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Rest;

/// <summary>Storage that goes away and comes back, and what an onlooker sees of us meanwhile.</summary>
public sealed class AzuriteTests(AzuriteFixture shared)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Storage_that_is_killed_is_unavailable_and_serves_again_once_it_is_back()
    {
        await using var azurite = await Azurite.Start();
        var account = StorageAccount.FromSettings(_ => azurite.ConnectionString, TimeProvider.System);
        var (table, queue) = (account.Table("Calls"), account.Queue("call-alarms"));
        await table.Create(Ct);

        await azurite.Kill();
        await Refusal.Of(StorageProblem.Unavailable, () => table.Insert(new TableRow("p", "r"), Ct));
        await Refusal.Of(StorageProblem.Unavailable, () => queue.Create(Ct));

        var before = azurite.ConnectionString;
        await azurite.Restart();
        Assert.Equal(before, azurite.ConnectionString);
        await table.Create(Ct);
        await table.Insert(new TableRow("p", "r"), Ct);
        await queue.Create(Ct);
    }

    [Fact]
    public async Task Data_outlive_a_stop_when_they_are_kept()
    {
        await using var azurite = await Azurite.Start(keepsData: true);
        var account = StorageAccount.FromSettings(_ => azurite.ConnectionString, TimeProvider.System);
        var (table, queue) = (account.Table("Calls"), account.Queue("call-alarms"));
        await table.Create(Ct);
        await queue.Create(Ct);
        var etag = await table.Insert(new TableRow("p", "r"), Ct);
        await queue.Put("alarm", TimeSpan.Zero, null, Ct);

        await azurite.Stop();
        await azurite.Restart();
        Assert.Equal(etag, (await table.Get("p", "r", Ct))!.ETag);
        Assert.Equal("alarm", Assert.Single(await queue.Receive(1, TimeSpan.FromSeconds(30), Ct)).Text);
    }

    [Fact]
    public async Task A_wrong_key_is_denied()
    {
        var account = StorageAccount.FromSettings(
            _ => shared.ConnectionString.Replace("AccountKey=Eby8", "AccountKey=AAAA", StringComparison.Ordinal), TimeProvider.System);
        await Refusal.Of(StorageProblem.Denied, () => account.Table("Calls").Create(Ct));
        await Refusal.Of(StorageProblem.Denied, () => account.Queue("call-alarms").Create(Ct));
    }

    [Fact]
    public async Task No_span_is_recorded_since_its_address_would_show_row_keys()
    {
        var spans = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("System.Net", StringComparison.Ordinal) || source.Name.StartsWith("Azure", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = activity =>
            {
                lock (spans)
                {
                    spans.Add(activity.OperationName);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        var table = shared.Account.Table(shared.NewName());
        await table.Create(Ct);
        await table.Insert(new TableRow("acme", "person:+447700900123"), Ct);
        Assert.Empty(spans);

        // That the listener would have heard them: a plain client is heard.
        using var http = new HttpClient();
        using var answer = await http.GetAsync(shared.Account.TableEndpoint, Ct);
        Assert.NotEmpty(spans);
    }
}
