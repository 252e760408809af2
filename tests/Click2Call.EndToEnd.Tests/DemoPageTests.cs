using Microsoft.Playwright;

namespace Click2Call.EndToEnd.Tests;

/// <summary>A newcomer's first minute: the demo page in a real browser, on the published app standing alone.</summary>
public sealed class DemoPageTests : IAsyncLifetime
{
    private DemoSite? _site;

    public async ValueTask InitializeAsync() => _site = await DemoSite.Start();

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
            await _site.DisposeAsync();
    }

    [Fact]
    public async Task The_form_rings_the_agent_then_the_visitor_and_the_history_shows_the_talk()
    {
        var page = await _site!.Browser.NewPage();
        await page.GotoAsync(new Uri(_site!.Address, "demo").AbsoluteUri);
        await page.FillAsync("#name", "Ruth Cohen");
        await page.FillAsync("#phone", "054-234 5678");
        await page.ClickAsync("#send");

        await Assertions.Expect(page.Locator("#agent")).ToHaveAttributeAsync("data-state", "ringing");
        await Assertions.Expect(page.Locator("#agent .who")).ToHaveTextAsync("Ruth Cohen");
        await Assertions.Expect(page.Locator("#visitor")).ToHaveAttributeAsync("data-state", "idle");
        await page.ClickAsync("#agent [data-key=answer]");

        await Assertions.Expect(page.Locator("#visitor")).ToHaveAttributeAsync("data-state", "ringing");
        await page.ClickAsync("#visitor [data-key=answer]");

        await Assertions.Expect(page.Locator("#visitor")).ToHaveAttributeAsync("data-state", "connected");
        await Assertions.Expect(page.Locator("#agent")).ToHaveAttributeAsync("data-state", "connected");
        await Assertions.Expect(page.Locator("#timer")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#calls tr").First).ToContainTextAsync("Ruth Cohen");
        if (Environment.GetEnvironmentVariable("CLICK2CALL_SCREENSHOT") is { } path)
        {
            // For the README's picture: let them talk until the page has come to rest.
            await Assertions.Expect(page.Locator("#timer")).ToHaveTextAsync("0:04");
            await page.ScreenshotAsync(new() { Path = path, FullPage = true });
        }

        await page.ClickAsync("#agent [data-key=hangup]");
        await Assertions.Expect(page.Locator("#calls tr").First).ToContainTextAsync("nswered", new() { IgnoreCase = true });
        Assert.Empty(_site!.Browser.Errors);
    }
}
