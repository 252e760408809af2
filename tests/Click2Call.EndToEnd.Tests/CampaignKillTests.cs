using System.Globalization;
using System.Text.Json.Nodes;
using Click2Call.Accounts;
using Click2Call.Campaigns;
using Click2Call.Dialects.Simulator;
using Click2Call.Functions.Calls;
using Click2Call.Functions.Simulator;
using Click2Call.Lines;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.EndToEnd.Tests;

/// <summary>
/// A campaign, and the published app killed with SIGKILL again and again while it runs. The simulated phone system, whose books are
/// apart from ours, judges: everybody was called, and nobody twice.
/// </summary>
public sealed class CampaignKillTests
{
    private const string Account = "site", Key = "c2c_site_0123456789abcdef0123456789abcdef0123456789abcdef", Approved = "203.0.113.5";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task Three_hundred_are_called_once_while_the_app_is_killed_five_times() => Run(people: 300, atOnce: 100, kills: 5, TimeSpan.FromMinutes(8));

    /// <summary>The whole measure: <c>bash bench/campaign.sh</c>.</summary>
    [Trait("Category", "Bench")]
    [Fact(Explicit = true)]
    public Task Ten_thousand_are_called_once_while_the_app_is_killed_twenty_times() => Run(people: 10_000, atOnce: CampaignDesk.MostAtOnce, kills: 20, TimeSpan.FromHours(2));

    private static async Task Run(int people, int atOnce, int kills, TimeSpan patience)
    {
        await using var azurite = await Azurite.Start();
        var storage = await SetUp(azurite.ConnectionString);
        await using var app = await StandAloneApp.Start(azurite.ConnectionString, new Dictionary<string, string>
        {
            ["Simulator__Enabled"] = "true",
            ["StandAlone__Visibility"] = "00:00:05",
        });
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
        var started = TimeProvider.System.GetTimestamp();
        var numbers = Enumerable.Range(0, people).Select(NumberOf).ToList();
        var run = await Ask(client, app, ("action", "campaignRun"), ("phones", string.Join(',', numbers)), ("audioText", "x"), ("reasonableHours", "no"), ("maxring", Text(atOnce)));
        Assert.NotNull(run);
        Assert.True(run["campaignId"] is not null, run.ToJsonString());
        var id = run["campaignId"]!.GetValue<string>();

        // A kill each time that one more part of them has been called, so that calls are always under way. After the last there are
        // more people left than are called at once: whatever is called until the app dies, somebody is left.
        var called = 0;
        for (var kill = 1; kill <= kills; kill++)
        {
            called = await Called(storage, people * kill / (kills + 2), patience);
            await app.Kill();
            await app.Restart();
        }

        var killed = TimeProvider.System.GetElapsedTime(started);
        var report = await Patience.Until(
            async () => await Ask(client, app, ("action", "campaignReport"), ("campaignId", id)) is { } seen && seen["campaignStatus"]?.GetValue<string>() == "done" ? seen : null,
            patience,
            "Everybody was called");
        var took = TimeProvider.System.GetElapsedTime(started);

        var books = new List<SimulatedCall>();
        await foreach (var call in new SimulatorTable(storage.Table(SimulatorTable.Name)).All(Cancel))
            books.Add(call);
        Assert.True(called < people, "Nothing was left to be called when it was killed for the last time.");
        Assert.Equal(numbers.Order(StringComparer.Ordinal), books.Select(call => call.First.Dialled).Order(StringComparer.Ordinal));
        Assert.All(books, call => Assert.Equal(1, call.Orders));
        Assert.All(report["calls"]!.AsArray(), row => Assert.Equal("ANSWERED", row!["status"]!.GetValue<string>()));
        Assert.Equal(people, report["calls"]!.AsArray().Count);
        var line = string.Create(CultureInfo.InvariantCulture, $"{people} people, {atOnce} at once, killed {kills} times in {killed.TotalSeconds:F0} s: all called once, done after {took.TotalSeconds:F0} s.");
        TestContext.Current.SendDiagnosticMessage(line);
        if (Environment.GetEnvironmentVariable("RESULT") is { Length: > 0 } file)
            await File.WriteAllTextAsync(file, line + "\n", Cancel);
    }

    private static async Task<int> Called(StorageAccount storage, int wanted, TimeSpan patience) => (int)await Patience.Until<object>(
        async () =>
        {
            var count = 0;
            await foreach (var _ in new SimulatorTable(storage.Table(SimulatorTable.Name)).All(Cancel))
                count++;
            return count >= wanted ? count : null;
        },
        patience,
        "So many were called");

    private static async Task<JsonNode?> Ask(HttpClient client, StandAloneApp app, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app.Address, "campaignApi.php"))
        {
            Content = new FormUrlEncodedContent(fields.Prepend(("apiKey", Key)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))),
        };
        request.Headers.Add("X-Forwarded-For", Approved);
        using var answer = await client.SendAsync(request, Cancel);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task<StorageAccount> SetUp(string connection)
    {
        var storage = StorageAccount.FromSettings(_ => connection, TimeProvider.System);
        await Task.WhenAll(CallServices.Tables.Select(name => storage.Table(name).Create(Cancel)));
        await Task.WhenAll(CallServices.Queues.Select(name => storage.Queue(name).Create(Cancel)));
        var accounts = new AccountTable(storage.Table(AccountTable.Accounts), storage.Table(AccountTable.ApiKeys));
        await accounts.Save(
            new Account
            {
                Id = Account,
                Name = "Site",
                DefaultRegion = "IL",
                Addresses = [Approved],
                Lines = [new LineSettings { Id = "simulator", Dialect = "simulator", Options = new Dictionary<string, string> { ["timeout"] = "5" } }],
            },
            Cancel);
        await accounts.SaveKey(new ApiKey { Hash = KeyHash.Of(Key), Account = Account, Name = "tests" }, Cancel);
        return storage;
    }

    // Numbers of no special meaning to the simulator, whose last four digits would begin with a zero.
    private static string NumberOf(int index) => string.Create(CultureInfo.InvariantCulture, $"+97254{200 + (index / 9_000)}{1_000 + (index % 9_000)}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
