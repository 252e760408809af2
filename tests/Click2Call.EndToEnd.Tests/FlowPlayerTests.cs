using Microsoft.Playwright;

namespace Click2Call.EndToEnd.Tests;

/// <summary>The page that plays a flow without a phone system, in a real browser, over the flows of the example.</summary>
public sealed class FlowPlayerTests : IAsyncLifetime
{
    private DemoSite? _site;

    public async ValueTask InitializeAsync() => _site = await DemoSite.Start();

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
            await _site.DisposeAsync();
    }

    [Fact]
    public async Task The_page_asks_does_what_it_is_told_and_shows_the_path()
    {
        var page = await _site!.Browser.NewPage();
        await page.GotoAsync(new Uri(_site!.Address, "demo/flows").AbsoluteUri);

        // A stranger gets the menu, presses 2, and is put through.
        await page.SelectOptionAsync("#flow", "by-caller");
        await page.ClickAsync("#dial");
        await page.ClickAsync("#keys button:text-is('2')");
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("0501234567");
        await page.ClickAsync("#keys button:text-is('ANSWER')");
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("The flow hung up.");
        var path = page.Locator("#path li");
        await Assertions.Expect(path).ToHaveCountAsync(3);
        await Assertions.Expect(path.Nth(0)).ToContainTextAsync("main_menu");
        await Assertions.Expect(path.Nth(0).Locator(".answer")).ToContainTextAsync("2");
        await Assertions.Expect(path.Nth(1)).ToContainTextAsync("simpleRouting");
        await Assertions.Expect(path.Nth(1).Locator(".answer")).ToContainTextAsync("ANSWER");

        // Whom the flow knows goes straight to their extension.
        await page.FillAsync("#caller", "054-765-4321");
        await page.ClickAsync("#dial");
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("Gone to extension 101.");
        await Assertions.Expect(path).ToHaveCountAsync(1);

        // Who hangs up in the menu is told off to the flow, too.
        await page.FillAsync("#caller", "052-111-2222");
        await page.ClickAsync("#dial");
        await Assertions.Expect(page.Locator("#keys button:text-is('1')")).ToBeVisibleAsync();
        await page.ClickAsync("#hang-up");
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("You hung up.");
        Assert.Empty(_site!.Browser.Errors);
    }
}
