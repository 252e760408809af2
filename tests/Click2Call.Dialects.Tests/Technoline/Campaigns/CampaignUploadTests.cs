using System.Text;
using System.Text.Json;
using Click2Call.Dialects.Tests.Audio;
using Click2Call.Dialects.Tests.Http;

namespace Click2Call.Dialects.Tests.Technoline.Campaigns;

/// <summary>The lists and recordings that a campaign is sent: what is taken of them, how much, and of whom.</summary>
public sealed class CampaignUploadTests
{
    private readonly CampaignBench bench = new();

    [Fact]
    public async Task A_file_that_no_telephone_can_play_is_told_and_nobody_is_called()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("campaignRun"), "action" },
            { new StringContent(FakeDirectory.Key), "apiKey" },
            { new StringContent("0542345678"), "phones" },
        };
        form.Add(new ByteArrayContent([1, 2, 3]), "audioFile", "hello.mp3");
        var json = await Send(form);
        Assert.Equal(("ERROR", -88), (json.GetProperty("status").GetString(), json.GetProperty("errorCode").GetInt32()));
        Assert.Contains("audioFile", json.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Empty(bench.Files);
    }

    /// <summary>One text without end made the campaign's row larger than a row may be: HTTP 500, in plain text.</summary>
    [Fact]
    public async Task A_number_without_end_was_an_error_of_ours()
    {
        var (status, json) = await bench.Ask(
            $"?apiKey={FakeDirectory.Key}&action=campaignRun", "application/json",
            JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["audioText"] = "x", ["phones"] = $"0542345678,{new string('<', 600_000)},{new string('x', 63)}😀😀,{new string('-', 90)}0547654321" }));
        Assert.Equal((200, "OK", 2), (status, json.GetProperty("status").GetString(), json.GetProperty("phones").GetInt32()));
        Assert.Equal([64, 64], json.GetProperty("errorPhones").EnumerateArray().Select(one => one.GetString()!.Length));
    }

    [Fact]
    public async Task A_thousand_long_texts_that_are_no_numbers_fit_into_a_row()
    {
        var texts = Enumerable.Range(0, 3_000).Select(_ => new string('א', 100));
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["action"] = "campaignRun", ["apiKey"] = FakeDirectory.Key, ["audioText"] = new('ש', 4000), ["phones"] = "0542345678," + string.Join(',', texts) });
        Assert.Equal("OK", (await bench.Ask("", "application/json", body)).Json.GetProperty("status").GetString());
    }

    /// <summary>Of two files of one field the first was dropped without a word.</summary>
    [Fact]
    public async Task The_first_of_two_lists_was_dropped()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("campaignRun"), "action" },
            { new StringContent(FakeDirectory.Key), "apiKey" },
            { new StringContent("x"), "audioText" },
            { new StringContent("0542345678\n"), "phonesFile", "a.csv" },
            { new StringContent("0547654321\n"), "phonesFile", "b.csv" },
        };
        var json = await Send(form);
        Assert.Equal(2, json.GetProperty("phones").GetInt32());
    }

    [Fact]
    public async Task The_first_of_two_recordings_was_dropped()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("campaignRun"), "action" },
            { new StringContent(FakeDirectory.Key), "apiKey" },
            { new StringContent("0542345678"), "phones" },
            { new ByteArrayContent(Sounds.Wav(seconds: 1)), "audioFile", "a.wav" },
            { new ByteArrayContent(Sounds.Wav(seconds: 2)), "audioFile", "b.wav" },
        };
        var json = await Send(form);
        Assert.StartsWith("audioFile", json.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Empty(bench.Files);
    }

    /// <summary>16 MiB were read of anybody before the key was looked at.</summary>
    [Theory]
    [InlineData("", "", 413)]
    [InlineData("", "wrong", 413)]
    [InlineData("wrong", "", -99)]
    [InlineData("", FakeDirectory.Key, 200)]
    [InlineData(FakeDirectory.Key, "", 200)]
    public async Task Much_is_read_of_whoever_shows_a_key_first(string inQuery, string inBody, int expected)
    {
        using var form = new MultipartFormDataContent();
        if (inBody.Length > 0)
            form.Add(new StringContent(inBody), "apiKey");
        form.Add(new StringContent("0542345678"), "phones");
        form.Add(new ByteArrayContent(Sounds.Wav(seconds: 53, rate: 44_100, channels: 2)), "audioFile", "long.wav");
        form.Add(new StringContent("no"), "reasonableHours");
        await using var body = new MemoryStream(await form.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        var (status, json) = await bench.Ask($"?action=campaignRun{(inQuery.Length > 0 ? "&apiKey=" + inQuery : "")}", form.Headers.ContentType!.ToString(), body);
        Assert.Equal(expected, expected < 0 ? json.GetProperty("errorCode").GetInt32() : status);
        Assert.Equal(expected == 200 ? "OK" : "ERROR", json.GetProperty("status").GetString());
        if (expected == 200)
            Assert.Equal(53.0, Sounds.Describe(Assert.Single(bench.Files).Value).Seconds);
        else
            Assert.InRange(body.Position, 1, 300_000);
        if (expected == 413)
            Assert.StartsWith("apiKey:", json.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_in_a_form_or_in_JSON_is_taken_when_the_key_comes_first()
    {
        var phones = string.Join(',', Enumerable.Range(0, 9_000).Select(index => $"054234{index:D4}"));
        var form = await bench.Ask("", "application/x-www-form-urlencoded", Encoding.ASCII.GetBytes($"action=campaignRun&apiKey={FakeDirectory.Key}&reasonableHours=no&audioText=x&phones={phones}"));
        Assert.Equal(9_000, form.Json.GetProperty("phones").GetInt32());
        var json = await bench.Ask("", "application/json", Encoding.ASCII.GetBytes($$"""{"action":"campaignRun","more":{"apiKey":"no"},"apiKey":"{{FakeDirectory.Key}}","audioText":"x","phones":"{{phones}}"}"""));
        Assert.Equal(9_000, json.Json.GetProperty("phones").GetInt32());
        var late = await bench.Ask("", "application/json", Encoding.ASCII.GetBytes($$"""{"action":"campaignRun","audioText":"x","phones":"{{phones}}","apiKey":"{{FakeDirectory.Key}}"}"""));
        Assert.Equal(413, late.Status);
    }

    private async Task<JsonElement> Send(MultipartFormDataContent form) =>
        (await bench.Ask("", form.Headers.ContentType!.ToString(), await form.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))).Json;
}
