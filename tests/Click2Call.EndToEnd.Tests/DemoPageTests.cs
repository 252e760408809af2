using System.Diagnostics;
using Click2Call.Testing;
using Microsoft.Playwright;

namespace Click2Call.EndToEnd.Tests;

/// <summary>A newcomer's first minute: the demo page in a real browser, on the published app standing alone.</summary>
public sealed class DemoPageTests : IAsyncLifetime
{
    private const string Browser = "/usr/bin/chromium";
    private readonly string _address = $"http://127.0.0.1:{FreePort.Next()}";
    private Azurite? _azurite;
    private Process? _app;

    public async ValueTask InitializeAsync()
    {
        _azurite = await Azurite.Start();
        var folder = await PublishedApp.Folder();
        var start = new ProcessStartInfo(Path.Combine(folder, "click2call"), ["--urls", _address]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["AzureWebJobsStorage"] = _azurite.ConnectionString;
        _app = Process.Start(start)!;
        await Patience.Until(
            async () => await _app.StandardOutput.ReadLineAsync() is { } line && line.StartsWith("Demo key", StringComparison.Ordinal) ? line : null,
            TimeSpan.FromMinutes(1),
            "The banner was printed");
        _ = _app.StandardOutput.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _app?.Kill();
        _app?.Dispose();
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }

    [Fact]
    public async Task The_form_rings_the_agent_then_the_visitor_and_the_history_shows_the_talk()
    {
        if (!File.Exists(Browser))
            Assert.Skip("Chromium is not installed and could not be.");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Browser,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await browser.NewPageAsync();
        List<string> errors = [];
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                errors.Add(message.Text);
        };
        page.PageError += (_, error) => errors.Add(error);

        await page.GotoAsync(_address + "/demo");
        await page.FillAsync("#name", "Ruth Cohen");
        await page.FillAsync("#phone", "054-234 5678");
        await page.ClickAsync("#send");

        await Assertions.Expect(page.Locator("#agent")).ToHaveAttributeAsync("data-state", "ringing", Slow);
        await Assertions.Expect(page.Locator("#agent .who")).ToHaveTextAsync("Ruth Cohen");
        await Assertions.Expect(page.Locator("#visitor")).ToHaveAttributeAsync("data-state", "idle");
        await page.ClickAsync("#agent [data-key=answer]");

        await Assertions.Expect(page.Locator("#visitor")).ToHaveAttributeAsync("data-state", "ringing", Slow);
        await page.ClickAsync("#visitor [data-key=answer]");

        await Assertions.Expect(page.Locator("#visitor")).ToHaveAttributeAsync("data-state", "connected", Slow);
        await Assertions.Expect(page.Locator("#agent")).ToHaveAttributeAsync("data-state", "connected");
        await Assertions.Expect(page.Locator("#timer")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#calls tr").First).ToContainTextAsync("Ruth Cohen");
        if (Environment.GetEnvironmentVariable("CLICK2CALL_SCREENSHOT") is { } path)
        {
            // For the README's picture: let them talk until the page has come to rest.
            await Assertions.Expect(page.Locator("#timer")).ToHaveTextAsync("0:04", new() { Timeout = 10_000 });
            await page.ScreenshotAsync(new() { Path = path, FullPage = true });
        }

        await page.ClickAsync("#agent [data-key=hangup]");
        await Assertions.Expect(page.Locator("#calls tr").First).ToContainTextAsync("nswered", new() { Timeout = 20_000, IgnoreCase = true });
        Assert.Empty(errors);
    }

    private static LocatorAssertionsToHaveAttributeOptions Slow => new() { Timeout = 20_000 };
}
