using Click2Call.Dialects.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Click2Call.Dialects.Tests.Http;

/// <summary>Kestrel on a free port of 127.0.0.1 with one front behind every path.</summary>
public sealed class FrontHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private FrontHost(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single() + "/");

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    public static Task<FrontHost> Start(IFront front) => Start(front.Answer);

    public static async Task<FrontHost> Start(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
