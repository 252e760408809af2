using System.Net;
using Click2Call.Calls;
using Click2Call.Testing;

namespace Click2Call.EndToEnd.Tests;

/// <summary>Storage goes away while a visitor sends the form.</summary>
public sealed class StorageDownTests
{
    [Fact]
    public async Task A_form_is_refused_in_a_friendly_way_and_taken_when_storage_is_back()
    {
        await using var world = await World.Open(keepsData: true);
        await using var host = await world.Host();
        using var visitor = new Visitor();
        using var client = new HttpClient();
        await client.GetAsync(new Uri(host.Address, "health/ready"), TestContext.Current.CancellationToken);
        await world.Storage.Stop();

        using (var refused = await visitor.Post(host))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused!.StatusCode);
            Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
            Assert.Equal("text/html", refused.Content.Headers.ContentType?.MediaType);
            var page = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains("send it again", page, StringComparison.Ordinal);
            Assert.DoesNotContain("torage", page, StringComparison.Ordinal);
            Assert.DoesNotContain("127.0.0.1", page, StringComparison.Ordinal);
        }

        await world.Storage.Restart();
        Assert.Empty(await world.Calls());
        Assert.Empty(await world.Rung());
        await visitor.Insist(host);
        var call = await Patience.Until(
            async () => await world.Calls() is [{ State: CallState.Ended } only] ? only : null, TimeSpan.FromMinutes(1), "The call ended");
        Assert.Equal(CallOutcome.Answered, call.Outcome);
        Assert.Single(await world.Rung());
    }
}
