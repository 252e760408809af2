using Microsoft.Playwright;

namespace Click2Call.EndToEnd.Tests;

/// <summary>An administrator at the admin page, in a real browser, on the published app standing alone.</summary>
public sealed class ManagePageTests : IAsyncLifetime
{
    private DemoSite? _site;

    public async ValueTask InitializeAsync() => _site = await DemoSite.Start();

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
            await _site.DisposeAsync();
    }

    [Fact]
    public async Task An_administrator_makes_arranges_and_removes_what_the_account_has()
    {
        var page = await LogIn();

        // A new extension; wrong input first: the input is marked, and nothing is made.
        await page.ClickAsync("[data-type=extension] >> text=הוספה");
        await page.FillAsync("[data-name='settings[extension]']", "10 4");
        await page.ClickAsync("text=שמירה");
        await Assertions.Expect(page.Locator("#note")).ToContainTextAsync("settings[extension]");
        await Assertions.Expect(page.Locator("[data-name='settings[extension]']")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.FillAsync("[data-name='settings[extension]']", "104");
        await page.FillAsync("[data-name='settings[name]']", "עומר");
        await page.ClickAsync("text=שמירה");
        await Assertions.Expect(page.Locator("#note")).ToHaveTextAsync("נשמר");
        await Assertions.Expect(page.Locator("#tree [data-id='104']")).ToContainTextAsync("עומר");

        // To the top of the list, one place at a time is enough to see that it stays.
        await Assertions.Expect(page.Locator("[data-type=extension] .open").First).ToHaveAttributeAsync("data-id", "101");
        await page.ClickAsync("[aria-label='העברה למעלה: 102']");
        await Assertions.Expect(page.Locator("#note")).ToHaveTextAsync("הסדר נשמר");
        await Assertions.Expect(page.Locator("[data-type=extension] .open").First).ToHaveAttributeAsync("data-id", "102");

        // A group, its members in the order in which they are picked.
        await page.ClickAsync("[data-type=group] >> text=הוספה");
        await page.FillAsync("[data-name='settings[id]']", "night");
        var add = page.Locator("[data-name='settings[members]'] select");
        await add.SelectOptionAsync("104");
        await add.SelectOptionAsync("101");
        await page.ClickAsync("[data-name='settings[members]'] [aria-label^='למעלה: 101']");
        await page.ClickAsync("text=שמירה");
        await Assertions.Expect(page.Locator("#note")).ToHaveTextAsync("נשמר");
        await Assertions.Expect(page.Locator("[data-name='settings[members]'] li").First).ToHaveAttributeAsync("data-value", "101");

        // It is in use, so it stays; the group goes, then the extension.
        await Visit(page, "104");
        await Delete(page);
        await Assertions.Expect(page.Locator("#note")).ToContainTextAsync("group 'night'");
        await Visit(page, "group-night");
        await Delete(page);
        await Assertions.Expect(page.Locator("#note")).ToHaveTextAsync("נמחק");
        await Visit(page, "104");
        await Delete(page);
        await Assertions.Expect(page.Locator("#tree [data-id='104']")).ToHaveCountAsync(0);
        Assert.Empty(_site!.Browser.Errors);
    }

    [Fact]
    public async Task An_administrator_changes_hours_and_a_door_keeps_them()
    {
        var page = await LogIn();
        await page.ClickAsync("[data-type=hours] >> text=הוספה");
        await page.FillAsync("[data-name='settings[id]']", "office");
        await page.FillAsync("[data-name='settings[sunday]']", "17:00-09:00");
        await page.ClickAsync("text=שמירה");
        await Assertions.Expect(page.Locator("[data-name='settings[sunday]']")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.FillAsync("[data-name='settings[sunday]']", "09:00-12:30, 14:00-18:00");
        await page.FillAsync("[data-name='settings[holidays]']", "2026-12-25\n2027-04-21..2027-04-28 09:00-12:00 פסח");
        await page.CheckAsync("[data-name='settings[clickToCalls]'] input[value=website]");
        await page.ClickAsync("text=שמירה");
        await Assertions.Expect(page.Locator("#note")).ToHaveTextAsync("נשמר");
        await Visit(page, "101");
        await Visit(page, "hours-office");
        await Assertions.Expect(page.Locator("[data-name='settings[sunday]']")).ToHaveValueAsync("09:00-12:30, 14:00-18:00");
        await Assertions.Expect(page.Locator("[data-name='settings[holidays]']")).ToHaveValueAsync("2026-12-25\n2027-04-21..2027-04-28 09:00-12:00 פסח");
        await Assertions.Expect(page.Locator("[data-name='settings[clickToCalls]'] input[value=website]")).ToBeCheckedAsync();
        Assert.Empty(_site!.Browser.Errors);
    }

    [Fact]
    public async Task An_administrator_uploads_a_recording_and_callers_will_hear_it()
    {
        var page = await LogIn();
        await Visit(page, "0");
        await Upload(page, "page.mp3", "<html>"u8.ToArray());
        await Assertions.Expect(page.Locator("#note")).ToContainTextAsync("file");
        await Upload(page, "sorry.wav", Silence());
        await Assertions.Expect(page.Locator("[data-file=sorry]")).ToBeVisibleAsync();
        await page.ClickAsync("[data-file=sorry] >> text=השמעה");
        await Assertions.Expect(page.Locator("audio")).ToBeVisibleAsync();

        await Visit(page, "flow-by-caller");
        await page.Locator("[data-code=failure] select").SelectOptionAsync("sorry");
        await page.ClickAsync("[data-code=failure] >> text=שמירת ההודעה");
        await Assertions.Expect(page.Locator("#note")).ToHaveTextAsync("ההודעה נשמרה");
        await Visit(page, "0");
        await page.ClickAsync("[data-file=sorry] >> text=מחיקה");
        await page.ClickAsync("#ask [value=yes]");
        await Assertions.Expect(page.Locator("#note")).ToContainTextAsync("systemMessage 'failure'");

        // Numbers that are never called.
        await page.Locator("[data-name='numbersBlocked[phones]']").FillAsync("054-222-3333");
        await page.ClickAsync("text=שמירת הרשאות");
        await Assertions.Expect(page.Locator("#note")).ToHaveTextAsync("ההרשאות נשמרו");
        await Assertions.Expect(page.Locator("[data-name='numbersBlocked[phones]']")).ToHaveValueAsync("+972542223333");
        Assert.Empty(_site!.Browser.Errors);
    }

    [Fact]
    public async Task A_flow_is_made_with_its_address_and_a_wrong_document_is_told_by_line()
    {
        var page = await LogIn();
        await page.ClickAsync("[data-type=api] >> text=הוספה");
        await page.FillAsync("[data-name='settings[id]']", "hello");
        await page.FillAsync("[data-name='settings[document]']", "{\n  \"id\": \"hello\", \"name\": \"Hello\",\n  \"steps\": [{ \"id\": \"on\", \"do\": \"jump\" }]\n}");
        await page.ClickAsync("text=שמירה");
        await Assertions.Expect(page.Locator("#note")).ToContainTextAsync("(line 3)");
        await page.FillAsync("[data-name='settings[document]']", "{\n  \"id\": \"hello\", \"name\": \"Hello\",\n  \"steps\": [{ \"id\": \"on\", \"do\": \"jump\", \"to\": \"101\" }]\n}");
        await page.ClickAsync("text=שמירה");
        await Assertions.Expect(page.Locator(".address code")).ToContainTextAsync("/module/demo.hello.");
        await Visit(page, "101");
        await Visit(page, "flow-hello");
        await Assertions.Expect(page.Locator(".address")).ToHaveCountAsync(0);
        Assert.Empty(_site!.Browser.Errors);
    }

    /// <summary>A page of the gateway, or plain text, was taken for a file, and the order for saved.</summary>
    [Theory]
    [InlineData(502, "text/html")]
    [InlineData(500, "text/plain")]
    [InlineData(200, "text/html")]
    public async Task An_answer_that_is_none_of_ours_is_shown_as_an_error(int status, string type)
    {
        var page = await LogIn();
        await page.RouteAsync("**/ivrFilesApi.php", route => route.FulfillAsync(new() { Status = status, ContentType = type, Body = "<h1>Bad gateway</h1>" }));
        await page.ClickAsync("[aria-label='העברה למעלה: 102']");
        await Assertions.Expect(page.Locator("#note")).ToContainTextAsync($"HTTP {status}");
        await Assertions.Expect(page.Locator("#note")).ToHaveAttributeAsync("data-wrong", "");
    }

    [Fact]
    public async Task The_page_shows_inputs_that_it_has_never_heard_of_and_takes_Ok_for_OK()
    {
        var page = await Open();
        await page.RouteAsync("**/ivrFilesApi.php", async route =>
        {
            var answer = await route.FetchAsync();
            var text = (await answer.TextAsync()).Replace("\"status\":\"OK\"", "\"status\":\"Ok\"", StringComparison.Ordinal);
            if (route.Request.PostData?.Contains("getUiSchema", StringComparison.Ordinal) == true)
            {
                text = text.Replace("\"fields\":{\"extension\"", "\"fields\":{\"colour\":{\"name\":\"צבע\",\"input\":\"select\",\"options\":[{\"value\":\"red\",\"name\":\"אדום\"},{\"value\":\"blue\",\"name\":\"כחול\"}],\"default\":\"blue\"},\"extension\"", StringComparison.Ordinal)
                    .Replace("\"extension\":[\"extension\",", "\"extension\":[\"colour\",\"extension\",", StringComparison.Ordinal);
            }

            await route.FulfillAsync(new() { Response = answer, Body = text });
        });
        await Enter(page);
        await page.ClickAsync("[data-type=extension] >> text=הוספה");
        await Assertions.Expect(page.Locator("[data-name='settings[colour]']")).ToHaveValueAsync("blue");
        Assert.Empty(_site!.Browser.Errors);
    }

    [Fact]
    public async Task A_wrong_key_is_told_and_lets_nobody_in()
    {
        var page = await Open();
        await page.FillAsync("#key", "c2c_demo_wrong");
        await page.ClickAsync("#login button");
        await Assertions.Expect(page.Locator("#note")).ToContainTextAsync("מפתח");
        await Assertions.Expect(page.Locator("#panel")).ToBeHiddenAsync();
    }

    private static async Task Visit(IPage page, string id)
    {
        await page.ClickAsync($"#tree [data-id='{id}']");
        await Assertions.Expect(page.Locator($"#tree [data-id='{id}']")).ToHaveAttributeAsync("aria-current", "true");
    }

    private static async Task Delete(IPage page)
    {
        await page.ClickAsync("#node form.fields >> text=מחיקה");
        await page.ClickAsync("#ask [value=yes]");
    }

    private static async Task Upload(IPage page, string name, byte[] content)
    {
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = name, MimeType = "audio/wav", Buffer = content });
        await page.ClickAsync("text=העלאה");
    }

    // Ten seconds of it, 8000 samples a second, 8 bits: more than is read of whoever has not shown a key.
    private static byte[] Silence() =>
        [.. "RIFF"u8, .. BitConverter.GetBytes(80_036), .. "WAVEfmt "u8, .. BitConverter.GetBytes(16), 1, 0, 1, 0, .. BitConverter.GetBytes(8000), .. BitConverter.GetBytes(8000), 1, 0, 8, 0, .. "data"u8, .. BitConverter.GetBytes(80_000), .. Enumerable.Repeat((byte)128, 80_000)];

    private async Task<IPage> LogIn()
    {
        var page = await Open();
        await Enter(page);
        return page;
    }

    private async Task<IPage> Open()
    {
        var page = await _site!.Browser.NewPage();
        await page.GotoAsync(new Uri(_site!.Address, "manage").AbsoluteUri);
        return page;
    }

    private async Task Enter(IPage page)
    {
        await page.FillAsync("#key", _site!.Key);
        await page.ClickAsync("#login button");
        await Assertions.Expect(page.Locator("#tree [data-id='101']")).ToBeVisibleAsync();
    }
}
