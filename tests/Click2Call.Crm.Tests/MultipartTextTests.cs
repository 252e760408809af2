using System.Text;
using Click2Call.Crm.Posts;
using Click2Call.Crm.Tests.Recordings;

namespace Click2Call.Crm.Tests;

/// <summary>Multipart forms that strangers wrote.</summary>
public sealed class MultipartTextTests
{
    /// <summary>The name of a field was looked for in heads of any length, in a time that grew with the square of it, before the sender was known.</summary>
    [Theory]
    [InlineData(900, 1)]
    [InlineData(1_100, null)]
    [InlineData(900_000, null)]
    public void A_part_with_a_long_head_is_not_read(int length, int? fields)
    {
        var head = "Content-Disposition: form-data; " + string.Concat(Enumerable.Repeat("name=", length / 5)) + "; name=\"phone\"";
        var body = Encoding.UTF8.GetBytes($"--b\r\n{head}\r\n\r\n0541234567\r\n--b--\r\n");
        Assert.Equal(fields, MultipartText.Read("multipart/form-data; boundary=b", body)?.Count);
    }

    [Fact]
    public async Task A_post_with_a_long_head_is_refused_and_its_sender_told_so()
    {
        var recording = new GenericFormRecording();
        using var world = new CrmWorld(recording);
        var draft = recording.Lead(1, "0547654321");
        draft = draft with { Body = Encoding.UTF8.GetBytes(draft.Text.Replace("form-data; name=\"q3_name\"", "form-data;" + new string(' ', 2_000) + "name=\"q3_name\"", StringComparison.Ordinal)) };
        Assert.Equal(400, (await world.Send(recording, recording.Prove(draft, world.Now))).Status);
        await world.Work();
        Assert.Empty(world.Line.Dialled);
    }
}
