using System.Net;
using Click2Call.Campaigns;
using Click2Call.Functions.Tests.Calls;

namespace Click2Call.Functions.Tests.Campaigns;

/// <summary>The address from which a phone system fetches what a campaign plays.</summary>
[Collection(DoorsCollection.Name)]
public sealed class AudioAddressTests(Doors doors)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_serves_the_file_and_stays_the_same_for_a_while()
    {
        await doors.Service<IAudioStore>().Save("acme", "campaign-1.wav", new byte[] { 1, 2, 3 }, "audio/wav", Cancel);
        var path = await Path("acme", "campaign-1.wav");
        Assert.Equal(path, await Path("acme", "campaign-1.wav"));
        using var answer = await doors.Client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        Assert.Equal((HttpStatusCode.OK, "audio/wav", true), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Headers.CacheControl!.Private));
        Assert.Equal([1, 2, 3], await answer.Content.ReadAsByteArrayAsync(Cancel));
        using var head = await doors.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Cancel);
        Assert.Equal((HttpStatusCode.OK, 3L), (head.StatusCode, head.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task It_opens_no_other_file_of_nobody_else()
    {
        await doors.Service<IAudioStore>().Save("acme", "campaign-2.wav", new byte[] { 1 }, "audio/wav", Cancel);
        await doors.Service<IAudioStore>().Save("acme", "campaign-3.wav", new byte[] { 2 }, "audio/wav", Cancel);
        await doors.Service<IAudioStore>().Save("other", "campaign-2.wav", new byte[] { 3 }, "audio/wav", Cancel);
        var token = (await Path("acme", "campaign-2.wav")).Split('/')[3];
        Assert.Equal(HttpStatusCode.OK, await Get($"/audio/acme/{token}/campaign-2.wav"));
        foreach (var path in new[] { $"/audio/acme/{token}/campaign-3.wav", $"/audio/other/{token}/campaign-2.wav", $"/audio/acme/{token[..^1]}/campaign-2.wav", $"/audio/acme/A{token[1..]}/campaign-2.wav", "/audio/acme/x/campaign-2.wav" })
            Assert.Equal(HttpStatusCode.NotFound, await Get(path));
        Assert.Equal(HttpStatusCode.NotFound, await Get("/" + await doors.Service<IAudioAddresses>().PathOf("acme", "campaign-4.wav", Cancel)));
    }

    /// <summary>In an app of its own: two days later, every call of the others would be overdue at once.</summary>
    [Fact]
    public async Task It_stops_working()
    {
        await using var alone = await Doors.StartAlone();
        var (store, addresses) = (alone.Service<IAudioStore>(), alone.Service<IAudioAddresses>());
        await store.Save("acme", "campaign-5.wav", new byte[] { 1 }, "audio/wav", Cancel);
        var path = "/" + await addresses.PathOf("acme", "campaign-5.wav", Cancel);
        alone.Clock.Advance(TimeSpan.FromHours(20));
        Assert.Equal(HttpStatusCode.OK, await Get(path, alone));
        alone.Clock.Advance(TimeSpan.FromHours(28));
        Assert.Equal(HttpStatusCode.NotFound, await Get(path, alone));
        Assert.Equal(HttpStatusCode.OK, await Get("/" + await addresses.PathOf("acme", "campaign-5.wav", Cancel), alone));
    }

    private async Task<string> Path(string account, string name) => "/" + await doors.Service<IAudioAddresses>().PathOf(account, name, Cancel);

    private Task<HttpStatusCode> Get(string path) => Get(path, doors);

    private static async Task<HttpStatusCode> Get(string path, Doors doors)
    {
        using var answer = await doors.Client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        return answer.StatusCode;
    }
}
