using Click2Call.Accounts.Hours;

namespace Click2Call.Dialects.Tests.Technoline.Manage;

/// <summary>Opening hours by the management API: made, changed, kept by click-to-calls, and told wrong by the input.</summary>
public sealed class HoursTests
{
    private readonly ManageBench bench = new();

    [Fact]
    public async Task Hours_are_made_and_a_click_to_call_keeps_them()
    {
        await bench.Ok(
            "extensionSet", ("extensionId", "NEW"), ("type", "hours"), ("extension", "shop"), ("settings[sunday]", "09:00-12:30, 14:00-18:00"), ("settings[thursday]", "20:00-26:00"),
            ("settings[holidays]", "2026-12-25\r\n2027-04-21..2027-04-28 09:00-12:00 פסח\r\n"), ("settings[clickToCalls]", "website"));
        var hours = bench.Account.HoursOf(bench.Account.FindClickToCall("website"))!;
        Assert.Equal(("shop", "Asia/Jerusalem"), (hours.Id, hours.TimeZone));
        // Sunday, 29 November 2026.
        Assert.True(hours.IsOpen(At("2026-11-29T09:00+02:00")));
        Assert.False(hours.IsOpen(At("2026-11-29T13:00+02:00")));
        Assert.True(hours.IsOpen(At("2026-12-04T01:59+02:00"))); // Thursday's night
        Assert.False(hours.IsOpen(At("2026-12-25T10:00+02:00")));
        Assert.True(hours.IsOpen(At("2027-04-25T11:00+03:00")));
        Assert.Equal("פסח", hours.Holidays[1].Name);
    }

    [Fact]
    public async Task Hours_are_shown_as_they_are_written_and_changed_by_the_day()
    {
        await bench.Ok("extensionSet", ("extensionId", "hours-office"), ("settings[monday]", "08:00-16:00"), ("settings[holidays]", "2027-04-21..2027-04-28 09:00-12:00, 13:00-14:00 Passover week"));
        var settings = (await bench.Ok("folderSettings", ("extensionId", "hours-office"))).GetProperty("data").GetProperty("settings");
        Assert.Equal("09:00-17:00", settings.GetProperty("sunday").GetString());
        Assert.Equal("08:00-16:00", settings.GetProperty("monday").GetString());
        Assert.Equal("2027-04-21..2027-04-28 09:00-12:00 13:00-14:00 Passover week", settings.GetProperty("holidays").GetString());
        await bench.Ok("extensionSet", ("extensionId", "hours-office"), ("settings[sunday]", ""), ("settings[timeZone]", "Europe/London"));
        Assert.Empty(bench.Account.Hours[0].Week[0]);
        Assert.Equal("Europe/London", bench.Account.Hours[0].TimeZone);
    }

    [Fact]
    public async Task A_click_to_call_that_is_taken_out_is_open_always()
    {
        await bench.Ok("extensionSet", ("extensionId", "hours-office"), ("settings[clickToCalls]", "website"));
        Assert.Equal("website", (await bench.Ok("folderSettings", ("extensionId", "hours-office"))).GetProperty("data").GetProperty("settings").GetProperty("clickToCalls").GetString());
        await bench.Ok("extensionSet", ("extensionId", "hours-office"), ("settings[clickToCalls]", ""));
        Assert.Null(bench.Account.HoursOf(bench.Account.FindClickToCall("website")));
    }

    [Fact]
    public async Task A_click_to_call_with_hours_of_its_own_keeps_those()
    {
        bench.Account = bench.Account with { ClickToCalls = [bench.Account.ClickToCalls[0] with { Hours = new OpeningHours { TimeZone = "Asia/Jerusalem", Week = bench.Account.Hours[0].Week } }] };
        Assert.Contains("settings[clickToCalls]", await bench.Refused("extensionSet", ("extensionId", "hours-office"), ("settings[clickToCalls]", "website")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flow_that_asks_for_hours_goes_by_what_the_administrator_says_now()
    {
        var flows = new Modules.FlowBench();
        await bench.Ok("extensionSet", ("extensionId", "NEW"), ("type", "api"), ("extension", "asks"), ("settings[document]", """
            { "id": "asks", "name": "Asks", "steps": [
                { "id": "open", "do": "branch", "on": "time", "cases": [{ "hours": "office", "next": "in" }], "otherwise": "out" },
                { "id": "in", "do": "jump", "to": "1" }, { "id": "out", "do": "jump", "to": "2" }] }
            """));
        // Sunday, 11:30 in Jerusalem.
        Assert.Equal("""{"type":"goTo","goTo":"1"}""", await Call("a"));
        await bench.Ok("extensionSet", ("extensionId", "hours-office"), ("settings[sunday]", "14:00-18:00"));
        Assert.Equal("""{"type":"goTo","goTo":"2"}""", await Call("b"));
        Assert.Contains("flow 'asks'", await bench.Refused("folderDelete", ("extensionId", "hours-office")), StringComparison.Ordinal);
        Assert.Contains("no hours 'night'", await bench.Refused(
            "extensionSet", ("extensionId", "flow-asks"), ("settings[document]", bench.Account.FindFlow("asks")!.Script.Document.Replace("office", "night", StringComparison.Ordinal))), StringComparison.Ordinal);

        Task<string> Call(string id) => flows.Door().Ask(
            bench.Account, bench.Account.FindFlow("asks")!, Click2Call.Dialects.Technoline.Modules.ModuleRequest.Read($"PBXphone=0542345678&PBXcallId={id}&PBXcallStatus=CALL"));
    }

    [Theory]
    [InlineData("settings[monday]", "9-17", "settings[monday]")]
    [InlineData("settings[monday]", "17:00-09:00", "ends before it begins")]
    [InlineData("settings[monday]", "09:00-12:00,11:00-13:00", "overlaps")]
    [InlineData("settings[monday]", "09:00-12:99", "settings[monday]")]
    [InlineData("settings[sunday]", "", "never open")]
    [InlineData("settings[holidays]", "Christmas", "Christmas: ")]
    [InlineData("settings[holidays]", "2026-12-25\n2026-12-24..2026-12-26", "2026-12-24..2026-12-26: ")]
    [InlineData("settings[holidays]", "2026-12-26..2026-12-24", "settings[holidays]")]
    [InlineData("settings[timeZone]", "", "settings[timeZone]")]
    [InlineData("settings[clickToCalls]", "nobody", "settings[clickToCalls]")]
    public async Task Hours_that_are_wrong_are_refused_and_the_input_is_named(string field, string value, string told)
    {
        var note = await bench.Refused("extensionSet", ("extensionId", "hours-office"), (field, value));
        Assert.Contains(field, note, StringComparison.Ordinal);
        Assert.Contains(told, note, StringComparison.Ordinal);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
