using Click2Call.Functions.Tests.Leads;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>
/// What the app logs, at its most talkative: no key, no full phone number, no token. The end of all tests of these
/// doors looks through everything once more.
/// </summary>
[Collection(DoorsCollection.Name)]
public sealed class LogTests(Doors doors)
{
    [Fact]
    public async Task Holds_no_key_no_number_and_no_token()
    {
        var account = await doors.Open();
        var before = doors.LogLines.Count;
        var sent = await doors.Submit(account, ("phone", doors.Phone()), ("name", "Dana"));
        await doors.Send(HttpMethod.Get, sent["statusUrl"]!);
        foreach (var agent in new[] { "103", "401", "502", "503", "777", doors.Phone(), $"sip:{doors.Phone()}@pbx.example" })
            await doors.PlaceDirect(account, agent, doors.Phone(), "k-" + agent);
        await doors.Get(account, $"/calls?apiKey={account.Key}&phone={doors.Phone()}");
        await doors.Send(HttpMethod.Get, "/calls", account.Key + "x");
        await doors.Send(HttpMethod.Post, $"/leads/{DirectoryWithFaults.Name}.website?phone={doors.Phone()}&key={account.Key}");
        await doors.Place(account, $$"""{"agent":"{{doors.Phone()}}","target":["{{doors.Phone()}}"]}""");

        Assert.True(doors.LogLines.Count > before, "Nothing was logged.");
        Assert.Empty(doors.Leaks());
    }
}
