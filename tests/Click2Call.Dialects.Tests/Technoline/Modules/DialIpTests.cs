namespace Click2Call.Dialects.Tests.Technoline.Modules;

/// <summary>What a caller entered reaches a SIP system only as an extension, or as a number that may be dialled: else every caller could call abroad through it.</summary>
public sealed class DialIpTests
{
    [Theory]
    [InlineData("105", "105")]
    [InlineData("100200", "100200")]
    [InlineData("0542345678", "0542345678")]
    [InlineData("00441234567890", null)]
    [InlineData("+441234567890", null)]
    [InlineData("1900123456", null)]
    [InlineData("0542223333", null)]
    [InlineData("1234567", null)]
    [InlineData("*72", null)]
    [InlineData("", null)]
    public async Task A_caller_dialled_abroad_through_a_SIP_system(string entered, string? dialled)
    {
        var reply = await Ask("{number}", null, entered);
        if (dialled is null)
            Assert.Contains("INVALID", reply, StringComparison.Ordinal);
        else
            Assert.Contains($"\"dialPhone\":\"{dialled}\"", reply, StringComparison.Ordinal);
    }

    /// <summary>Of a caller whose number begins with a plus the call ended with the apology.</summary>
    [Theory]
    [InlineData("+972542345678", "0542345678")]
    [InlineData("0542345678", "0542345678")]
    [InlineData("102", "102")]
    [InlineData("+14155552671", null)]
    [InlineData("anonymous", null)]
    [InlineData("", null)]
    public async Task A_caller_with_a_plus_heard_the_apology(string caller, string? shown)
    {
        var reply = await Ask("105", "{caller}", "1", caller);
        Assert.Contains("\"dialPhone\":\"105\"", reply, StringComparison.Ordinal);
        Assert.Equal(shown is not null, reply.Contains($"\"displayNumber\":\"{shown}\"", StringComparison.Ordinal));
        Assert.Equal(shown is not null, reply.Contains("displayNumber", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sales-1", true)]
    [InlineData("+441234567890", true)]
    [InlineData("sales desk", false)]
    public async Task What_the_account_itself_wrote_is_dialled_as_it_is(string number, bool dialled) =>
        Assert.Equal(dialled, (await Ask(number, null, "1")).Contains($"\"dialPhone\":\"{number}\"", StringComparison.Ordinal));

    /// <summary>Numbers that have no leading zero may be dialled, and the module can't say them.</summary>
    [Fact]
    public async Task A_toll_free_number_heard_the_apology()
    {
        var bench = new FlowBench(Flow("dial", "{number}", null, null));
        await bench.Ask("f", Query("0542345678"));
        Assert.DoesNotContain("אירעה תקלה", await bench.Ask("f", Query("0542345678") + "&s1_number=1800123456"), StringComparison.Ordinal);
    }

    private static async Task<string> Ask(string number, string? shows, string entered, string caller = "0542345678")
    {
        var bench = new FlowBench(Flow("dialIp", number, shows, "192.168.1.100"));
        await bench.Ask("f", Query(caller));
        return await bench.Ask("f", Query(caller) + "&s1_number=" + Uri.EscapeDataString(entered));
    }

    private static string Query(string caller) => $"PBXphone={Uri.EscapeDataString(caller)}&PBXcallId=x&PBXcallStatus=CALL";

    private static string Flow(string kind, string number, string? shows, string? address) => $$"""
        { "id": "f", "name": "F", "steps": [
            { "id": "number", "do": "digits", "min": 1, "max": 32, "next": "ip" },
            { "id": "ip", "do": "{{kind}}", "number": "{{number}}"{{(address is null ? "" : $", \"address\": \"{address}\"")}}{{(shows is null ? "" : $", \"shows\": \"{shows}\"")}}, "into": "came", "next": "told" },
            { "id": "told", "do": "say", "play": [{ "text": "It was {came}." }], "next": "bye" },
            { "id": "bye", "do": "hangUp" }
        ] }
        """;
}
