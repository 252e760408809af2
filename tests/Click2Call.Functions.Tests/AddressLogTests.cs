using Click2Call.Hosting.Start;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Click2Call.Functions.Tests;

/// <summary>The framework's logs of addresses reach no provider: some dialects put keys into the query.</summary>
public sealed class AddressLogTests
{
    /// <summary>Only the console was kept from them: a setting let the exporter of logs have every key.</summary>
    [Theory]
    [InlineData("--Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics=Information")]
    [InlineData("--Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics*=Information")]
    [InlineData("--Logging:LogLevel:Microsoft.AspNetCore=Trace")]
    [InlineData("--Logging:Exported:LogLevel:Default=Trace")]
    [InlineData("--Logging:Exported:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics=Information")]
    [InlineData("--Logging:Exported:LogLevel:Microsoft=Trace")]
    [InlineData("--Logging:LogLevel:Microsoft.AspNetCore.Routing=Trace")]
    public async Task No_setting_lets_an_address_into_the_log(string setting)
    {
        var builder = AppBuilder.Create(["--urls=http://127.0.0.1:0", setting]);
        var exported = new Exported();
        builder.Services.AddSingleton<ILoggerProvider>(exported);
        await using var app = builder.Build();
        app.MapGet("/module/{token}", (RequestDelegate)(_ =>
        {
            app.Logger.Log(LogLevel.Warning, default, "Asked.", null, (text, _) => text);
            return Task.CompletedTask;
        }));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient();
        await client.GetAsync(new Uri(app.Urls.Single() + "/module/s3cr3t?apiKey=k3y"), TestContext.Current.CancellationToken);
        await app.StopAsync(TestContext.Current.CancellationToken);
        Assert.Contains(exported.Lines, line => line.Contains("Asked.", StringComparison.Ordinal));
        Assert.DoesNotContain(exported.Lines, line => line.Contains("k3y", StringComparison.Ordinal) || line.Contains("s3cr3t", StringComparison.Ordinal));
    }

    [ProviderAlias("Exported")]
    private sealed class Exported : ILoggerProvider, ILogger
    {
        private readonly Lock _gate = new();
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_gate)
                    return [.. _lines];
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_gate)
                _lines.Add($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
