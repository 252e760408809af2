using Click2Call.Calls;
using Click2Call.Campaigns;
using Click2Call.Storage.Campaigns;
using Click2Call.Storage.Tests.Rest;

namespace Click2Call.Storage.Tests.Campaigns;

public sealed class AudioBlobsTests(AzuriteFixture azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_of_an_account_are_kept_listed_read_and_removed()
    {
        var library = new AudioBlobs(azurite.Account.Blobs(azurite.NewName()));
        // Before the first file there is not even a container.
        Assert.Empty(await library.List("acme", Ct));
        Assert.Null(await library.Find("acme", "menu", Ct));
        await library.Delete("acme", "menu", Ct);

        await library.Keep("acme", new AudioFile("תפריט & ראשי", "audio/mpeg", 0, default, "101"), new byte[] { 1, 2, 3 }, Ct);
        await library.Save("acme", "campaign-7.mp3", new byte[] { 4 }, "audio/wav", Ct);
        await library.Keep("acme2", new AudioFile("other", "audio/mpeg", 0, default, null), new byte[] { 5 }, Ct);
        var files = await library.List("acme", Ct);
        Assert.Equal([("campaign-7.mp3", "audio/wav", 1L, null), ("תפריט & ראשי", "audio/mpeg", 3L, "101")], files.Select(file => (file.Name, file.ContentType, file.Bytes, file.Owner)));
        Assert.All(files, file => Assert.InRange(file.ChangedAt, DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.MaxValue));
        Assert.Equal([1, 2, 3], (await library.Find("acme", "תפריט & ראשי", Ct))!.Value.ToArray());

        await library.Delete("acme", "תפריט & ראשי", Ct);
        await library.Delete("acme", "תפריט & ראשי", Ct);
        Assert.Equal(["campaign-7.mp3"], (await library.List("acme", Ct)).Select(file => file.Name));
    }

    [Fact]
    public async Task Without_a_Blob_service_the_error_says_so() =>
        Assert.Contains("Blob service", (await Assert.ThrowsAsync<StorageUnavailableException>(() => new AudioBlobs(null).List("acme", Ct))).Message, StringComparison.Ordinal);
}
