using Click2Call.Campaigns;
using Click2Call.Dialects.Technoline.Manage;
using Click2Call.Dialects.Tests.Http;

namespace Click2Call.Dialects.Tests.Technoline.Manage;

/// <summary>The audio library: uploaded, listed, heard, renamed and removed by the names that modules use.</summary>
public sealed class FilesTests
{
    private readonly ManageBench bench = new();

    [Fact]
    public async Task UploadFile_keeps_audio_under_the_name_that_modules_use()
    {
        var json = await bench.Upload("101", "main_menu.mp3", ManageBench.Mp3);
        Assert.Equal(("OK", "main_menu"), (json.GetProperty("status").GetString(), json.GetProperty("fileName").GetString()));
        Assert.Equal("תפריט", (await bench.Upload("101", "x.wav", Wav(), ("name", "תפריט"))).GetProperty("fileName").GetString());
    }

    [Fact]
    public async Task FilesList_tells_what_lies_under_a_node_and_of_the_account_everything()
    {
        await bench.Upload("101", "b.mp3", ManageBench.Mp3);
        await bench.Upload("0", "a.wav", Wav());
        Assert.Equal(["a", "b"], await Names("0"));
        Assert.Equal(["b"], await Names("101"));
        Assert.Empty(await Names("102"));
        Assert.Equal(
            """{"fileId":"b","name":"b","contentType":"audio/mpeg","size":7,"date":"2026-03-01T09:30:00Z","belowExtension":"101"}""",
            (await bench.Ok("filesList", ("extensionId", "101"))).GetProperty("data")[0].ToString());
        await bench.Refused("filesList", ("extensionId", "nobody"));
    }

    [Fact]
    public async Task FileDownload_gives_the_bytes_by_id_or_by_name_and_never_as_a_page()
    {
        await bench.Upload("101", "menu.mp3", ManageBench.Mp3);
        foreach (var query in new[] { "audio=menu", "fileName=menu&extension=101" })
        {
            var (response, body) = await bench.Send($"?action=fileDownload&{query}&apiKey={FakeDirectory.Key}");
            Assert.Equal("audio/mpeg", response.ContentType);
            Assert.Equal(ManageBench.Mp3, body);
            Assert.Equal(("attachment", "nosniff", "sandbox"), (response.Headers.ContentDisposition.ToString(), response.Headers.XContentTypeOptions.ToString(), response.Headers.ContentSecurityPolicy.ToString()));
        }

        await bench.Refused("fileDownload", ("audio", "nothing"));
        await bench.Refused("fileDownload");
    }

    [Fact]
    public async Task FileRename_gives_a_file_another_name()
    {
        await bench.Upload("101", "old.mp3", ManageBench.Mp3);
        await bench.Upload("101", "other.mp3", ManageBench.Mp3);
        await bench.Ok("fileRename", ("fileId", "old"), ("newName", "new"), ("belowExtension", "101"));
        Assert.Equal(["new", "other"], await Names("101"));
        Assert.Contains("other", await bench.Refused("fileRename", ("fileId", "new"), ("newName", "other")), StringComparison.Ordinal);
        Assert.Contains("newName", await bench.Refused("fileRename", ("fileId", "new"), ("newName", "../x")), StringComparison.Ordinal);
        await bench.Refused("fileRename", ("fileId", "gone"), ("newName", "x"));
    }

    [Fact]
    public async Task FileDelete_removes_what_nobody_plays()
    {
        await bench.Upload("101", "welcome.mp3", ManageBench.Mp3);
        await bench.Upload("101", "spring.mp3", ManageBench.Mp3);
        Assert.Contains("flow 'menu'", await bench.Refused("fileDelete", ("fileId", "welcome")), StringComparison.Ordinal);
        bench.Campaigns.Add(new Campaign { Account = "acme", Id = "7", CreatedAt = default, Audio = "spring" });
        Assert.Contains("campaign '7'", await bench.Refused("fileDelete", ("fileId", "spring")), StringComparison.Ordinal);
        bench.Campaigns[0] = bench.Campaigns[0] with { State = CampaignState.Done };
        await bench.Ok("fileDelete", ("fileId", "spring"), ("belowExtension", "101"));
        Assert.Equal(["welcome"], await Names("0"));
        await bench.Refused("fileDelete", ("fileId", "spring"));
    }

    [Fact]
    public async Task The_audio_of_campaigns_is_theirs()
    {
        await ((IAudioStore)bench).Save("acme", "campaign-7.mp3", ManageBench.Mp3, "audio/mpeg", TestContext.Current.CancellationToken);
        Assert.Empty(await Names("0"));
        await bench.Refused("fileDelete", ("fileId", "campaign-7.mp3"));
        await Wrong("campaign-8.mp3", ManageBench.Mp3, "campaign-");
    }

    [Fact]
    public async Task A_name_that_is_taken_is_an_error_only_for_who_asks()
    {
        await bench.Upload("101", "menu.mp3", ManageBench.Mp3);
        Assert.Equal("OK", (await bench.Upload("101", "menu.mp3", Wav())).GetProperty("status").GetString());
        await Wrong("menu.mp3", ManageBench.Mp3, "menu", ("checkDuplicate", "yes"));
        Assert.Equal("audio/wav", (await bench.Ok("filesList", ("extensionId", "0"))).GetProperty("data")[0].GetProperty("contentType").GetString());
    }

    [Fact]
    public async Task What_is_no_audio_is_refused_whatever_it_is_called()
    {
        await Wrong("page.mp3", "<html><script>alert(1)</script>"u8.ToArray(), "file");
        await Wrong("empty.mp3", [], "file");
        await Wrong("big.mp3", [.. ManageBench.Mp3, .. new byte[ExtensionActions.MostBytes]], "file");
        await Wrong("a.mp3", ManageBench.Mp3, "name", ("name", "a/b"));
        await Wrong("a.mp3", ManageBench.Mp3, "name", ("name", ".."));
        await Wrong("a.mp3", ManageBench.Mp3, "name", ("name", "."));
        Assert.Contains("file", await bench.Refused("uploadFile", ("extensionId", "101")), StringComparison.Ordinal);
        Assert.Empty(await Names("0"));
    }

    [Fact]
    public async Task The_second_of_two_files_was_dropped()
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(ManageBench.Mp3), "file", "a.mp3" },
            { new ByteArrayContent(ManageBench.Mp3), "file", "b.mp3" },
        };
        var json = await bench.Post($"?action=uploadFile&extensionId=0&apiKey={FakeDirectory.Key}", form.Headers.ContentType!.ToString(), await form.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("ERROR", json.GetProperty("status").GetString());
        Assert.Empty(await Names("0"));
    }

    private static byte[] Wav() => [.. "RIFF"u8, 36, 0, 0, 0, .. "WAVEfmt "u8];

    private async Task Wrong(string file, byte[] content, string named, params (string, string)[] fields)
    {
        var json = await bench.Upload("101", file, content, fields);
        Assert.Equal("ERROR", json.GetProperty("status").GetString());
        Assert.Contains(named, json.GetProperty("note").GetString()!, StringComparison.Ordinal);
    }

    private async Task<IEnumerable<string>> Names(string id) =>
        (await bench.Ok("filesList", ("extensionId", id))).GetProperty("data").EnumerateArray().Select(file => file.GetProperty("name").GetString()!);
}
