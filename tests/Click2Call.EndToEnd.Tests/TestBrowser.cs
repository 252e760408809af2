using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Click2Call.EndToEnd.Tests;

/// <summary>Chromium without a screen, and the errors of its pages.</summary>
internal sealed class TestBrowser : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";

    // A busy machine draws slowly: Playwright itself waits for 5 s and for 30 s.
    private const float Expectation = 60_000, Action = 60_000;

    private readonly ConcurrentQueue<string> _errors = new();
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private TestBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Whether there is one on this machine.</summary>
    public static bool IsInstalled => File.Exists(Program);

    /// <summary>What pages wrote to the console as errors, and threw.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    public static async Task<TestBrowser> Start()
    {
        Assertions.SetDefaultExpectTimeout(Expectation);
        var playwright = await Playwright.CreateAsync();
        return new TestBrowser(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            Timeout = Action,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }

    /// <summary>A new page, with nothing in it.</summary>
    public async Task<IPage> NewPage()
    {
        var page = await _browser.NewPageAsync();
        page.SetDefaultTimeout(Action);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _errors.Enqueue(message.Text);
        };
        page.PageError += (_, error) => _errors.Enqueue(error);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
