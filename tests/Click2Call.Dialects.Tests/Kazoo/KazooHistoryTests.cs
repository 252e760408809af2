using Click2Call.Calls;
using Click2Call.Dialects.Kazoo;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Kazoo;

public sealed class KazooHistoryTests
{
    private const string History = "v2/accounts/acme/clicktocall/web/history";

    [Fact]
    public async Task Tells_contact_time_ids_and_result()
    {
        await using var host = await KazooHost.Start();
        await Call(host, order => host.Desk.End(order, CallOutcome.TargetBusy));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await Call(host, order => host.Desk.End(order, CallOutcome.Answered));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await Call(host, host.Desk.Accept);
        var (first, second, third) = (host.Desk.Placed[0].Id.ToHex(), host.Desk.Placed[1].Id.ToHex(), host.Desk.Placed[2].Id.ToHex());

        var page = await host.Send("GET", History);
        Assert.Equal(
            $$"""[{"call_id":"c2c-web-{{third}}","cdr_id":"202603-pbx-1","contact":"+14158867900","id":"{{third}}","timestamp":63939576720},{"call_id":"c2c-web-{{second}}","cdr_id":"202603-pbx-1","contact":"+14158867900","id":"{{second}}","result":"success","timestamp":63939576660},{"call_id":"c2c-web-{{first}}","cdr_id":"202603-pbx-1","cause":"USER_BUSY","contact":"+14158867900","id":"{{first}}","leg":"contact","result":"error","timestamp":63939576600}]""",
            page.Data);
        Assert.Equal((200, 3), (page.Status, page.Json["page_size"]!.GetValue<int>()));
        Assert.Null(page.Json["next_start_key"]);
    }

    [Fact]
    public void Counts_from_the_year_0()
    {
        Assert.Equal(62_167_219_200, KazooTime.Of(DateTimeOffset.UnixEpoch));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.Zero), KazooTime.Read(63_939_576_600));
        Assert.Null(KazooTime.Read(1_772_357_400));
    }

    [Fact]
    public async Task Pages_go_on_where_the_desk_says()
    {
        await using var host = await KazooHost.Start();
        var desk = new PagedDesk(host.Desk);
        await using var paged = await FrontHost.Start(new KazooFront(desk, host.Directory, host.Book, host.Clock));
        var page = await paged.Client.GetStringAsync(new Uri(paged.Address, $"{History}?page_size=2&auth_token={FakeDirectory.Key}"), TestContext.Current.CancellationToken);
        Assert.Contains("\"next_start_key\":\"more\"", page, StringComparison.Ordinal);
        Assert.Equal((2, null, "web"), (desk.Queries[0].Top, desk.Queries[0].Continuation, desk.Queries[0].ClickToCall));
        page = await paged.Client.GetStringAsync(new Uri(paged.Address, $"{History}?page_size=2&start_key=more&auth_token={FakeDirectory.Key}"), TestContext.Current.CancellationToken);
        Assert.Contains("\"start_key\":\"more\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("next_start_key", page, StringComparison.Ordinal);
        var response = await paged.Client.GetAsync(new Uri(paged.Address, $"{History}?start_key=bad&auth_token={FakeDirectory.Key}"), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Can_be_read_from_the_oldest_on_and_as_a_whole()
    {
        await using var host = await KazooHost.Start();
        for (var i = 0; i < 5; i++)
        {
            await Call(host, host.Desk.Accept);
            host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var ids = host.Desk.Placed.Select(call => call.Id.ToHex()).ToList();
        List<string> seen = [];
        string? start = null;
        do
        {
            var page = await host.Send("GET", $"{History}?ascending=true&page_size=2" + (start is null ? "" : "&start_key=" + start));
            seen.AddRange(page.DataArray.Select(row => row!["id"]!.GetValue<string>()));
            start = page.Json["next_start_key"]?.GetValue<string>();
        }
        while (start is not null);

        Assert.Equal(ids, seen);
        Assert.Equal(5, (await host.Send("GET", History + "?paginate=false")).DataArray.Count);
    }

    [Fact]
    public async Task Keeps_to_the_range_asked_for()
    {
        await using var host = await KazooHost.Start();
        await Call(host, host.Desk.Accept);
        host.Clock.Advance(TimeSpan.FromHours(2));
        await Call(host, host.Desk.Accept);
        var second = KazooTime.Of(host.Clock.GetUtcNow());
        Assert.Equal(host.Desk.Placed[1].Id.ToHex(), Assert.Single((await host.Send("GET", $"{History}?created_from={second - 60}")).DataArray)!["id"]!.GetValue<string>());
        Assert.Equal(host.Desk.Placed[0].Id.ToHex(), Assert.Single((await host.Send("GET", $"{History}?created_from={second - 9000}&created_to={second - 60}")).DataArray)!["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("created_from=63900000000&created_to=63939576600")]
    [InlineData("created_from=63939576600&created_to=63939576000")]
    [InlineData("created_from=yesterday")]
    [InlineData("created_to=1772357400")]
    public async Task A_range_that_is_none_or_too_long_is_an_error(string query)
    {
        await using var host = await KazooHost.Start();
        var answer = await host.Send("GET", $"{History}?{query}");
        Assert.Equal((400, "validation error"), (answer.Status, answer.Message));
        Assert.Contains("date_range", answer.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_none_of_what_is_not_there()
    {
        await using var host = await KazooHost.Start();
        Assert.Equal(404, (await host.Send("GET", "v2/accounts/acme/clicktocall/nothing/history")).Status);
    }

    private static async Task Call(KazooHost host, Func<CallOrder, PlaceResult> place)
    {
        host.Desk.OnPlace = place;
        Assert.Equal(202, (await host.Send("GET", "v2/accounts/acme/clicktocall/web/connect?contact=4158867900", token: null)).Status);
    }

    private sealed class PagedDesk(FakeDesk desk) : ICallDesk
    {
        public List<CallQuery> Queries { get; } = [];

        public Task<PlaceResult> Place(CallOrder order) => desk.Place(order);

        public Task<PlaceResult> TurnDown(CallOrder order, Refusal refusal) => desk.TurnDown(order, refusal);

        public Task<HangUpResult> HangUp(HangUpOrder order) => desk.HangUp(order);

        public Task<TakeOverResult> TakeOver(string account, CallId id, string taker) => desk.TakeOver(account, id, taker);

        public Task<Call?> Find(string account, CallId id, CancellationToken cancellation) => desk.Find(account, id, cancellation);

        public Task<Call?> WaitUntil(string account, CallId id, Func<Call, bool> wanted, TimeSpan patience, CancellationToken cancellation) =>
            desk.WaitUntil(account, id, wanted, patience, cancellation);

        public Task<CallPage> List(CallQuery query, CancellationToken cancellation)
        {
            Queries.Add(query);
            return query.Continuation switch
            {
                null => Task.FromResult(new CallPage([], "more")),
                "more" => Task.FromResult(new CallPage([], null)),
                _ => throw new ArgumentException("The continuation is not one that we handed out.", nameof(query)),
            };
        }
    }
}
