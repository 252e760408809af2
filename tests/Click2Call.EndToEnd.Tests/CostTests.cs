using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Click2Call.Testing;
using Click2Call.Testing.Telemetry;

namespace Click2Call.EndToEnd.Tests;

/// <summary>What a call costs, counted in the published app, and the arithmetic of docs/operations.md that follows from it.</summary>
[Collection(QuietCollection.Name)]
public sealed partial class CostTests
{
    private const int Calls = 5;
    private const int WarmUp = 2;
    private const double Thousand = 1000;
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);

    private static string Page { get; } = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "operations.md"));

    [Fact]
    public async Task A_call_takes_as_many_requests_to_storage_as_the_operations_page_says()
    {
        await using var collector = await OtlpCollector.Start();
        await using var world = await World.Open();
        await using var day = await BusyDay.Prepare(world);
        var settings = day.Settings;
        settings["Telemetry__OtlpEndpoint"] = collector.Address.AbsoluteUri;
        settings["Telemetry__MetricInterval"] = "00:00:01";
        await using var host = await FunctionsHostStub.Start(new(await PublishedApp.Folder(), world.ConnectionString) { Environment = settings });
        using var client = new HttpClient { BaseAddress = host.Address };

        // One after the other, the first ones uncounted: of calls that crowd a slow machine several events come together. An alarm
        // comes when both phones could have rung, which both pick up at once.
        Dictionary<string, double> before = [];
        for (var call = 1; call <= WarmUp + Calls; call++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/calls")
            {
                Content = new StringContent($$"""{"agent":"103","target":"{{day.Phone()}}","line":"simulator","ringSeconds":15,"targetRingSeconds":15}""", Encoding.UTF8, "application/json"),
            };
            request.Headers.Authorization = new("Bearer", day.Key);
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
            await Patience.Until(() => Spans("call ended") >= call, "The call ended", Soon);
            if (call == WarmUp)
                before = await Measured(WarmUp);
        }

        var after = await Measured(WarmUp + Calls);
        Assert.All(collector.Spans.Where(span => span.Name == "call ended"), span => Assert.Equal("answered", span.Tags["click2call.outcome"]));
        var counted = after.ToDictionary(store => store.Key, store => (store.Value - before.GetValueOrDefault(store.Key)) / Calls);
        TestContext.Current.SendDiagnosticMessage(string.Join(", ", counted.Select(store => $"{store.Key} {store.Value}")));

        // The simulated phone system is none of ours, accounts and keys are read once in a while, and the host takes and deletes the messages.
        var described = Requests();
        foreach (var store in counted.Keys.Except(["Simulator", "Accounts", "ApiKeys"]))
            Assert.True(described.ContainsKey(store), $"docs/operations.md knows no requests to {store}, of which a call takes {counted[store]}.");
        // A request more or less for each call is a change of the product; one for all five is two events that came together, or apart.
        // Of a call's own row fewer may be counted, as each event that comes together with another saves one; more never.
        Assert.Equal(described["Intents"], counted["Intents"], tolerance: 0.5);
        Assert.InRange(counted["Calls"], described["Calls"] - 2, described["Calls"] + 0.5);
        Assert.Equal(described["DoNotCall"], counted["DoNotCall"], tolerance: 0.5);
        Assert.Equal(described["call-alarms"], counted["call-alarms"] + 2, tolerance: 0.5);

        // An alarm works its message off after the call has ended; the measures of its requests come with the next export.
        async Task<Dictionary<string, double>> Measured(int calls)
        {
            await Patience.Until(() => Spans("process call-alarms") >= calls, "The calls' alarms came", Soon);
            Assert.Equal((calls, calls), (Spans("process call-alarms"), Spans("call ended")));
            var exports = collector.Count("metrics");
            await Patience.Until<object>(() => Task.FromResult<object?>(collector.Count("metrics") >= exports + 3 ? this : null), Soon, "The measures came");
            return collector.Metrics.Where(metric => metric.Name == "click2call.storage.duration")
                .GroupBy(metric => string.Join(' ', metric.Tags.Values)).Select(series => series.MaxBy(metric => metric.Value)!)
                .Where(metric => metric.Tags["click2call.storage.operation"] is not ("create" or "count"))
                .GroupBy(metric => metric.Tags["click2call.storage.name"])
                .ToDictionary(store => store.Key, store => store.Sum(metric => metric.Value));
        }

        int Spans(string name) => collector.Spans.Count(span => span.Name == name);
    }

    [Fact]
    public void The_costs_of_the_operations_page_follow_from_the_requests_and_the_prices()
    {
        var requests = Requests();
        var queue = requests["call-alarms"];
        var tables = requests.Values.Sum() - queue;
        var executions = Number("executions a call");
        var seconds = executions * Number("GB of an instance") * Thousand;
        var costs = new Dictionary<string, double>
        {
            ["requests to tables"] = tables * Thousand / 10_000 * Number("10,000 requests to tables"),
            ["requests to queues"] = queue * Thousand / 10_000 * Number("10,000 requests to queues"),
            ["GB-seconds"] = seconds * Number("GB-second on demand"),
            ["executions"] = executions * Thousand / 1_000_000 * Number("million executions"),
            ["telemetry"] = Number("KB of telemetry a call") * Thousand / 1_000_000 * Number("GB of telemetry"),
        };
        costs["together"] = costs.Values.Sum();
        Assert.All(costs, cost => Assert.True(
            Cost(cost.Key) == Round(cost.Value), $"docs/operations.md says that {cost.Key} cost {Cost(cost.Key)}; by its own requests and prices it is {Round(cost.Value)}."));
        Assert.Equal(Round(Number("GB of an instance") * Number("seconds of a month") * Number("GB-second always ready")), Number("a month of an instance that is always ready"));

        // The catalog is held against the page of functions by a test of its own.
        var timers = Regex.Count(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "functions.md")), @"\| timer `\d+ \* \* \* \* \*` \|");
        var runs = timers * Number("seconds of a month") / 60;
        Assert.Contains("three timers a minute", Page, StringComparison.Ordinal);
        Assert.Equal(3, timers);
        Assert.Equal(
            Round(runs * ((Number("GB of an instance") * Number("GB-second on demand")) + (Number("million executions") / 1_000_000))),
            Number("a month of the timers that run each minute"));

        // How far it scales.
        var touched = Touched().Match(Page);
        var entities = touched.Groups["part"].Captures.Sum(part => Count(part.Value));
        Assert.Equal(Count(touched.Groups["all"].Value), entities);
        var (ofAccount, ofQueue) = (Tens(2_000 / entities), Tens(2_000 / queue));
        foreach (var said in new[]
        {
            $"2,000 / {entities:F0} ≈ **{ofAccount}**", $"2,000 / {queue:F0} ≈ **{ofQueue}**", $"20,000 / {tables + queue:F0} ≈ **{Tens(20_000 / (tables + queue))}**",
            $"`Intents`: 2 entities a call | per account: {Text(2_000 / 2)} |", $"40 × 16 / 0.5 = {Text(40 * 16 / 0.5)} |",
            $"{ofAccount} calls a second that last\na minute are {Text(Count(ofAccount) * 60)} at a time", $"Beyond {ofQueue} a second",
        })
        {
            Assert.Contains(said, Page, StringComparison.Ordinal);
        }
    }

    /// <summary>The rows of the table of requests, by table or queue.</summary>
    private static Dictionary<string, double> Requests() => Request().Matches(Page)
        .GroupBy(row => row.Groups["store"].Value)
        .ToDictionary(store => store.Key, store => store.Sum(row => double.Parse(row.Groups["count"].Value, CultureInfo.InvariantCulture)));

    /// <summary>The number behind what the tables of the page say.</summary>
    private static double Number(string what)
    {
        var row = Regex.Match(Page, $@"^\| {Regex.Escape(what)} \| ([0-9.,]+) \|$", RegexOptions.Multiline);
        Assert.True(row.Success, $"docs/operations.md has no row '| {what} | … |'.");
        return double.Parse(row.Groups[1].Value, NumberStyles.Number, CultureInfo.InvariantCulture);
    }

    private static double Count(string text) => double.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Tens(double number) => Text(Math.Floor(number / 10) * 10);

    private static double Cost(string what)
    {
        var row = Regex.Match(Page, $@"^\| \*{{0,2}}{Regex.Escape(what)}\*{{0,2}} \|[^|]*\| \*{{0,2}}([0-9.]+)\*{{0,2}} \|$", RegexOptions.Multiline);
        Assert.True(row.Success, $"docs/operations.md has no row '| {what} | … | … |'.");
        return double.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Two digits that count.</summary>
    private static double Round(double value) => double.Parse(value.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"A call touches about (?<all>\d+) in its account's partition of `Calls`: commit (?<part>\d+), answer (?<part>\d+), [^|]*\((?<part>\d+)\), alarm (?<part>\d+) \|")]
    private static partial Regex Touched();

    [GeneratedRegex(@"^\| [^|]+ \| `(?<store>[A-Za-z-]+)` \| (?<count>\d+) \|$", RegexOptions.Multiline)]
    private static partial Regex Request();
}
