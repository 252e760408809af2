using Click2Call.Functions.Tests.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Functions.Tests.Leads;

/// <summary>A form that comes while storage is down is neither taken nor half taken, and the visitor is told so kindly.</summary>
public sealed class StorageDownTests
{
    [Fact]
    public async Task A_form_is_refused_whole_and_taken_when_storage_is_back()
    {
        await using var doors = await StartAlone();
        var account = await doors.Open();
        (string, string)[] fields = [("phone", doors.Phone()), ("name", "Dana"), ("_nonce", "n-1")];

        // Before it goes, one call, so that its row and the installation's key are seen to outlive the outage.
        var before = await doors.Submit(account, ("phone", doors.Phone()));
        Assert.Equal(200, before.Status);
        await doors.Storage.Stop();

        var json = await doors.Submit(account, fields);
        Assert.Equal((503, "application/json"), (json.Status, json.MediaType));
        Assert.InRange(int.Parse(json.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        AssertKind(json["status"]!);

        var page = await doors.Browse(account, fields);
        Assert.Equal((503, "text/html"), (page.Status, page.MediaType));
        Assert.NotNull(page.Header("Retry-After"));
        AssertKind(page.Body[page.Body.IndexOf("<p class=\"text\"", StringComparison.Ordinal)..]);

        var status = await doors.Send(HttpMethod.Get, before["statusUrl"]!);
        Assert.Equal(503, status.Status);
        Assert.NotNull(status.Header("Retry-After"));
        var api = await doors.Send(HttpMethod.Post, "/calls", account.Key, Forms.Text("application/json", """{"agent":"101","target":"0542000103"}"""));
        Assert.Equal((503, "application/problem+json"), (api.Status, api.MediaType));
        Assert.NotNull(api.Header("Retry-After"));
        var ready = await doors.Send(HttpMethod.Get, "/health/ready");
        Assert.Equal((503, "notReady"), (ready.Status, ready["status"]));
        Assert.Equal(200, (await doors.Send(HttpMethod.Get, "/health/live")).Status);

        await doors.Storage.Restart();

        Assert.Equal(1, await doors.Invites(account.Id, "103"));
        var storage = AzuriteFixture.Account(doors.Storage.ConnectionString);
        Assert.Single(await Rows(storage, "Calls", "c:"));
        Assert.Single(await Rows(storage, "Intents", "person:"));
        Assert.Empty(await Rows(storage, "Intents", "key:"));

        var taken = await doors.Submit(account, fields);
        Assert.Equal(200, taken.Status);
        Assert.Equal(2, await doors.Invites(account.Id, "103"));
        Assert.Equal(200, (await doors.Send(HttpMethod.Get, before["statusUrl"]!)).Status);
        Assert.Empty(doors.Leaks());
    }

    [Fact]
    public async Task Storage_that_is_down_from_the_start_of_a_visit_is_the_same_503()
    {
        await using var doors = await StartAlone();
        await doors.Storage.Kill();
        foreach (var form in new[] { "/leads/nobody.website", "/leads/demo.website" })
        {
            var page = await doors.Send(HttpMethod.Post, form, null, Forms.Urlencoded(("phone", doors.Phone())));
            Assert.Equal((503, "text/html"), (page.Status, page.MediaType));
            Assert.NotNull(page.Header("Retry-After"));
        }

        var api = await doors.Send(HttpMethod.Get, "/calls", "c2c_demo_123");
        Assert.Equal((503, "application/problem+json"), (api.Status, api.MediaType));
    }

    private static Task<Doors> StartAlone() => Doors.StartAlone();

    private static async Task<List<TableRow>> Rows(StorageAccount storage, string table, string prefix)
    {
        var rows = new List<TableRow>();
        await foreach (var row in storage.Table(table).QueryAll(null, TestContext.Current.CancellationToken))
        {
            if (row.RowKey.StartsWith(prefix, StringComparison.Ordinal))
                rows.Add(row);
        }

        return rows;
    }

    private static void AssertKind(string words)
    {
        Assert.Contains("send", words, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(?i)storage|table|queue|127\\.0\\.0\\.1|exception|azure|503|connect", words);
    }
}
