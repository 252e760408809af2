using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Lines;
using Microsoft.Extensions.Logging;

namespace Click2Call.Tests.Lines;

public sealed class LineBookTests : IDirectory, ILogger<LineBook>
{
    private readonly TestDialect _dialect = new();
    private readonly List<string> _logged = [];
    private Account? _account = Account("https://a.example");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Account Account(string url, string secret = "s") => new()
    {
        Id = "demo",
        Name = "Demo",
        DefaultRegion = "IL",
        Lines =
        [
            new LineSettings
            {
                Id = "main",
                Dialect = "test",
                BaseUrl = new Uri(url),
                Secrets = new Dictionary<string, string> { ["key"] = secret },
                Options = new Dictionary<string, string> { ["b"] = "1", ["a"] = "2" },
            },
            new LineSettings { Id = "odd", Dialect = "pigeon" },
        ],
    };

    [Fact]
    public async Task A_line_stays_open_until_its_settings_change()
    {
        var book = new LineBook(this, [_dialect], this);
        var line = await book.Find("demo", "main", Ct);
        Assert.NotNull(line);
        _account = Account("https://a.example");
        Assert.Same(line, await book.Find("demo", "main", Ct));
        _account = Account("https://b.example");
        var second = await book.Find("demo", "main", Ct);
        Assert.NotSame(line, second);
        _account = Account("https://b.example", "other");
        Assert.NotSame(second, await book.Find("demo", "main", Ct));
        Assert.Equal(3, _dialect.Opened);
    }

    [Fact]
    public async Task A_line_that_is_gone_is_gone_at_once()
    {
        var book = new LineBook(this, [_dialect], this);
        await book.Find("demo", "main", Ct);
        Assert.Null(await book.Find("demo", "none", Ct));
        _account = null;
        Assert.Null(await book.Find("demo", "main", Ct));
        Assert.Equal(0, book.Count);
    }

    [Fact]
    public async Task A_dialect_that_nobody_speaks_is_logged_once()
    {
        var book = new LineBook(this, [_dialect], this);
        Assert.Null(await book.Find("demo", "odd", Ct));
        Assert.Null(await book.Find("demo", "odd", Ct));
        Assert.Contains("pigeon", Assert.Single(_logged), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_are_bounded_and_the_busy_ones_stay()
    {
        var book = new LineBook(this, [_dialect], this);
        var busy = await book.Find("demo", "main", Ct);
        for (var i = 0; i < LineBook.MaxLines + 10; i++)
        {
            await book.Find($"account-{i}", "main", Ct);
            Assert.Same(busy, await book.Find("demo", "main", Ct));
        }

        Assert.Equal(LineBook.MaxLines, book.Count);
    }

    ValueTask<Account?> IDirectory.Find(string account, CancellationToken cancellation) => new(_account);

    ValueTask<ApiKey?> IDirectory.FindKey(string presented, CancellationToken cancellation) => new((ApiKey?)null);

    ValueTask<IReadOnlyList<string>> IDirectory.List(CancellationToken cancellation) => new(["demo"]);

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _logged.Add(formatter(state, exception));

    private sealed class TestDialect : IDialect
    {
        public int Opened { get; private set; }

        public string Name => "test";

        public IPhoneLine Open(string account, LineSettings settings)
        {
            Opened++;
            return new TestLine();
        }

        public IEnumerable<string> Check(LineSettings settings) => [];

        public LineCapabilities CapabilitiesOf(LineSettings settings) => LineCapabilities.None;
    }

    private sealed class TestLine : IPhoneLine
    {
        public LineCapabilities Capabilities => LineCapabilities.None;

        public TimeSpan DialTimeout(DialOrder order) => TimeSpan.FromSeconds(1);

        public Task<DialReadiness> GetReady(DialOrder order, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<LookUp> LookUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<bool> HangUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<bool?> HangUpExtension(string extension, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<string?> Probe(CancellationToken cancellation) => Task.FromResult<string?>(null);
    }
}
