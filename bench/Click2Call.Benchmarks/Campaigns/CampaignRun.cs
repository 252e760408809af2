using System.Collections.Concurrent;
using System.Globalization;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Campaigns;
using Click2Call.Lines;
using Click2Call.Orders;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Campaigns;
using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Benchmarks.Campaigns;

/// <summary>A campaign of 10,000 people who answer at once: what its own writes cost, on Azurite and in memory. The desk and the phones cost nothing here.</summary>
internal static class CampaignRun
{
    private const int People = 10_000;
    private const int AtOnce = 200;

    public static async Task<int> Run()
    {
        var memory = new MemoryStorage(TimeProvider.System);
        await Measure("memory", memory.Table, memory.Queue);
        await using var azurite = await Azurite.Start();
        var storage = StorageAccount.FromSettings(_ => azurite.ConnectionString, TimeProvider.System);
        await Measure("Azurite", storage.Table, storage.Queue);
        return 0;
    }

    private static async Task Measure(string where, Func<string, ITable> table, Func<string, IQueue> queue)
    {
        var (campaigns, recipients, wakes) = (table(CampaignTable.TableName), table(CampaignTable.RecipientsName), queue(CampaignTable.QueueName));
        await campaigns.Create(default);
        await recipients.Create(default);
        await wakes.Create(default);
        var store = new CampaignTable(campaigns, recipients, wakes);
        var desk = new InstantDesk();
        var begin = new CampaignDesk(store, TimeProvider.System);
        var start = TimeProvider.System.GetTimestamp();
        var campaign = await begin.Begin(
            new Campaign { Account = "acme", Id = begin.NewId(), CreatedAt = TimeProvider.System.GetUtcNow(), Text = "x", MaxRing = AtOnce, ReasonableHours = false },
            [.. Enumerable.Range(0, People).Select(index => $"+9725423{index:D5}")],
            default);
        var written = TimeProvider.System.GetElapsedTime(start);
        start = TimeProvider.System.GetTimestamp();
        var doNotCall = new DoNotCallTable(table(DoNotCallTable.TableName));
        var pump = new CampaignPump(store, desk, new OneAccount(), doNotCall, new CampaignRelay(store, new NoLines(), doNotCall, TimeProvider.System), TimeProvider.System);
        var wakeUps = 0;
        while (await store.Find("acme", campaign.Id, default) is { Campaign: { State: CampaignState.Running } now })
        {
            wakeUps++;
            await pump.Run("acme", campaign.Id, now.Seq, default);
        }

        var took = TimeProvider.System.GetElapsedTime(start);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{where,-8} {People} people, {AtOnce} at once: taken in {written.TotalSeconds:N1} s, called in {took.TotalSeconds:N1} s ({People / took.TotalSeconds:N0} a second, {wakeUps} wake-ups); rung once each: {desk.Rings.Count == People && desk.Rings.Values.All(rings => rings == 1)}"));
    }

    private sealed class OneAccount : IDirectory
    {
        private readonly Account account = new() { Id = "acme", Name = "Acme", DefaultRegion = "IL" };

        public ValueTask<Account?> Find(string account, CancellationToken cancellation) => new(this.account);

        public ValueTask<ApiKey?> FindKey(string presented, CancellationToken cancellation) => new((ApiKey?)null);

        public ValueTask<IReadOnlyList<string>> List(CancellationToken cancellation) => new((IReadOnlyList<string>)["acme"]);
    }

    private sealed class NoLines : ILines
    {
        public ValueTask<IPhoneLine?> Find(string account, string line, CancellationToken cancellation) => new((IPhoneLine?)null);
    }

    private sealed class InstantDesk : ICallDesk
    {
        private readonly ConcurrentDictionary<string, Call> byKey = new(StringComparer.Ordinal);
        private readonly ConcurrentDictionary<CallId, Call> calls = new();

        public ConcurrentDictionary<string, int> Rings { get; } = new(StringComparer.Ordinal);

        public Task<PlaceResult> Place(CallOrder order)
        {
            var call = byKey.GetOrAdd(order.Key!.Value, _ =>
            {
                Rings.AddOrUpdate(order.First.Destination.Dialable, 1, (_, rings) => rings + 1);
                var now = TimeProvider.System.GetUtcNow();
                return new Call { Id = CallId.New(TimeProvider.System), Order = order, Line = "main", Seq = 1, WakeAt = now }
                    .Begin(new() { Number = 1, Line = "main", StartedAt = now, DialUntil = now.AddMinutes(1) }, 1, now.AddMinutes(2))
                    .Apply(new Fact.DialDecided(new DialResult.Accepted(null), now) { Attempt = 1 })
                    .Apply(new Fact.LegAnswered(LegPosition.First, now) { Attempt = 1 })
                    .Apply(new Fact.LegEnded(LegPosition.First, EndCause.HungUp, now) { Attempt = 1 });
            });
            calls[call.Id] = call;
            return Task.FromResult<PlaceResult>(new PlaceResult.Placed(new CallAnswer(call), PlacedHow.Made));
        }

        public Task<Call?> Find(string account, CallId id, CancellationToken cancellation) => Task.FromResult(calls.GetValueOrDefault(id));

        public Task<PlaceResult> TurnDown(CallOrder order, Refusal refusal) => throw new NotSupportedException();

        public Task<HangUpResult> HangUp(HangUpOrder order) => throw new NotSupportedException();

        public Task<TakeOverResult> TakeOver(string account, CallId id, string taker) => throw new NotSupportedException();

        public Task<Call?> WaitUntil(string account, CallId id, Func<Call, bool> wanted, TimeSpan patience, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<CallPage> List(CallQuery query, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
