using System.Text;
using Click2Call.Functions.Tests.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Functions.Tests.Webhooks;

/// <summary>The largest message that Salesforce sends, on a real Azurite.</summary>
[Collection(QuietDoorsCollection.Name)]
public sealed class SalesforceBatchTests(Doors doors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    // How many times as long as the bare writes a message may take.
    private const int Times = 4;

    /// <summary>
    /// A busy machine has bad seconds: the best of six messages counts, and every lead of all of them. A machine on which the bare
    /// writes take most of the two seconds is measured by those instead.
    /// </summary>
    [Fact]
    public async Task A_Salesforce_message_of_a_hundred_is_answered_in_two_seconds_and_every_lead_is_placed()
    {
        var account = await doors.Open(click => click with { Webhooks = [Crms.Webhook("salesforce", ("organizations", ["00D000000000001"]))] });
        var url = $"/webhooks/salesforce/{account.Id}.website?token={Doors.CrmSecret}";
        var phones = new List<string>();
        await doors.Service<StorageAccount>().Queue("bare-writes").Create(TestContext.Current.CancellationToken);
        var times = new List<TimeSpan>();
        var limit = TimeSpan.Zero;
        for (var message = 0; message < 6 && !times.Exists(time => time < limit); message++)
        {
            var bare = await BareWrites(100);
            limit = bare * Times > Limit ? bare * Times : Limit;
            var these = Enumerable.Range(0, 100).Select(_ => doors.Phone()).ToArray();
            using var content = new StringContent(Crms.Message(phones.Count, these), Encoding.UTF8, "text/xml");
            phones.AddRange(these);
            var started = TimeProvider.System.GetTimestamp();
            using var answer = await doors.Client.PostAsync(new Uri(url, UriKind.Relative), content, TestContext.Current.CancellationToken);
            times.Add(TimeProvider.System.GetElapsedTime(started));
            Assert.Contains("<Ack>true</Ack>", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        TestContext.Current.SendDiagnosticMessage($"100 notifications: {string.Join(", ", times.Select(time => $"{time.TotalMilliseconds:F0} ms"))}; limit {limit.TotalMilliseconds:F0} ms");
        var placed = await doors.Placed(account.Id);
        Assert.Equal(phones.Select(phone => "+972" + phone[1..]).Order(), placed.Order());
        Assert.True(times.Min() < limit, $"The best of {times.Count} took {times.Min().TotalMilliseconds:F0} ms; the limit was {limit.TotalMilliseconds:F0} ms.");
    }

    // What a lead takes of storage before the answer and nothing else: two rows that reserve the intent, the alarm, two rows that are the call.
    private async Task<TimeSpan> BareWrites(int leads)
    {
        var storage = doors.Service<StorageAccount>();
        var partition = "floor:" + Path.GetRandomFileName();
        var started = TimeProvider.System.GetTimestamp();
        await Parallel.ForAsync(0, leads, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (lead, ct) =>
        {
            await Rows("Intents", lead, ct);
            await storage.Queue("bare-writes").Put(new string('x', 150), TimeSpan.FromHours(1), null, ct);
            await Rows("Calls", lead, ct);
        });
        return TimeProvider.System.GetElapsedTime(started);

        Task Rows(string table, int lead, CancellationToken ct)
        {
            TableRow Row(string key) => new(partition, $"{key}{lead}") { ["Call"] = new string('x', 700) };
            return storage.Table(table).Submit([TableOperation.Insert(Row("a")), TableOperation.Insert(Row("b"))], ct);
        }
    }
}
