using System.Text.Json.Nodes;
using Click2Call.Calls;
using Click2Call.Testing;

namespace Click2Call.EndToEnd.Tests.Asterisk;

/// <summary>A softphone with real media: it registers, picks up by itself, and what it says is heard at the other end and in the recording.</summary>
[Collection(PbxCollection.Name)]
[Trait("Needs", "Asterisk")]
public sealed class MediaTests(Pbx pbx)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_with_real_media_and_a_recording_that_is_not_silent()
    {
        pbx.Need();
        await using var phone = await pbx.Asterisk.Softphone("106", "phone-secret");
        await phone.Registered(pbx.Asterisk);

        // The customer's phone echoes what it hears.
        var id = await pbx.Place("106", "+972542249001", new JsonObject { ["record"] = true });
        await pbx.Wait(id, call => call.State == CallState.Connected);

        // Fifty packets are a second: enough of them to be heard in the recording.
        var flowing = await Patience.Until<string>(
            async () => await pbx.Asterisk.Cli("pjsip show channelstats") is var stats && Received(stats) is >= 150 ? stats : null, TimeSpan.FromSeconds(60), "Media flowed");
        Assert.Contains("106", flowing, StringComparison.Ordinal);
        using var hangUp = await pbx.Client.DeleteAsync(new Uri(pbx.App.Address, $"calls/{id}"), Cancel);
        Assert.Equal(CallOutcome.Answered, (await pbx.End(id)).Outcome);

        Assert.InRange(await Loudest(id), 2_000, 32_768);
    }

    [Fact]
    public async Task The_recording_of_a_message_was_empty()
    {
        pbx.Need();
        using var form = new FormUrlEncodedContent(
            [new("code", Pbx.Key), new("action", "message"), new("format", "JSON"), new("phone", "101"), new("pre_rec", "hello"), new("post_rec", "hello-world"), new("record", "true")]);
        using var answer = await pbx.Client.PostAsync(new Uri(pbx.App.Address, "ForwardDialer/click2call.aspx"), form, Cancel);
        var id = CallId.Parse(JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["CALLID"]!.GetValue<string>());
        Assert.Equal(CallOutcome.Answered, (await pbx.End(id)).Outcome);
        Assert.InRange(await Loudest(id), 2_000, 32_768);
    }

    // More than a second of it, once it is there.
    private async Task<int> Loudest(CallId id)
    {
        var recording = pbx.Asterisk.Recording($"click2call-{id}-1");
        return (int)await Patience.Until<object>(
            async () => File.Exists(recording) && await File.ReadAllBytesAsync(recording, Cancel) is { Length: > 16_000 } bytes ? Peak(bytes) : null, TimeSpan.FromSeconds(30), "The recording was written");
    }

    // The number of packets received on both phones' channels, the lesser: a table with a line for each channel.
    private static int? Received(string stats)
    {
        var counts = stats.Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(cells => cells.Length > 8 && cells[3] is "ulaw")
            .Select(cells => int.TryParse(cells[4], out var packets) ? packets : 0)
            .ToList();
        return counts.Count >= 2 ? counts.Min() : null;
    }

    // 16-bit samples after the header.
    private static int Peak(byte[] wav) => Enumerable.Range(22, (wav.Length / 2) - 22).Max(i => Math.Abs((int)BitConverter.ToInt16(wav, i * 2)));
}
